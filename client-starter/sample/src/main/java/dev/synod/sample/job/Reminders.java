package dev.synod.sample.job;

import dev.synod.client.Runs.ClaimedRun;
import dev.synod.spring.OncePerCluster;
import dev.synod.spring.advice.Leases;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reminds customers: once for each firing, by whichever instance is first. */
@Component
class Reminders {

    static final String JOB = "reminders";

    private final Deeds deeds;
    private final Clock clock;

    Reminders(Deeds deeds, Clock clock) {
        this.deeds = deeds;
        this.clock = clock;
    }

    /**
     * Where an instance dies after its transaction and before it could say so, another takes the firing over: it sees
     * in the database that nothing is left to do. One that stands still for longer than its session lives, and then
     * goes on, would remind once more: for a reminder that does; {@link Report} is fenced.
     */
    @OncePerCluster(JOB)
    @Scheduled(fixedRateString = "${sample.reminders.rate:200ms}")
    @Transactional
    public void remind() {
        var run = (ClaimedRun) Leases.current().orElseThrow();
        if (run.attempt() == 1 || !deeds.existsByJobAndFiring(JOB, run.firing())) {
            deeds.save(new Deed(JOB, run.firing(), clock.instant(), run.fencingToken()));
        }
    }
}
