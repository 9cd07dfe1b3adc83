package dev.synod.sample.job;

import dev.synod.spring.Fenced;
import dev.synod.spring.LeaderOnly;
import dev.synod.spring.advice.Leases;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reports how the shop does: the leader alone, on every instance it is scheduled. */
@Component
class Report {

    static final String JOB = "report";

    private final Deeds deeds;
    private final Clock clock;

    Report(Deeds deeds, Clock clock) {
        this.deeds = deeds;
        this.clock = clock;
    }

    @LeaderOnly("reports")
    @Scheduled(fixedRateString = "${sample.report.rate:200ms}")
    @Fenced
    @Transactional
    public void write() {
        var now = clock.instant();
        long term = Leases.current().orElseThrow().fencingToken();
        deeds.save(new Deed(JOB, now, now, term));
    }
}
