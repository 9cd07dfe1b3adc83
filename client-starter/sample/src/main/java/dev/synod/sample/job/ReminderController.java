package dev.synod.sample.job;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows whether the last reminders were each run once. */
@RestController
class ReminderController {

    private final Deeds deeds;
    private final Duration rate;

    ReminderController(Deeds deeds, @Value("${sample.reminders.rate:200ms}") Duration rate) {
        this.deeds = deeds;
        this.rate = rate;
    }

    /**
     * What became of the last thousand.
     *
     * @param twice run once more than they should
     * @param missed between the first and the last of them
     */
    record Counted(long run, long twice, long missed) {}

    @GetMapping("/reminders")
    Counted counted() {
        var firings = deeds.findTop1000ByJobOrderByFiringDesc(Reminders.JOB).stream()
                .map(Deed::getFiring)
                .toList();
        if (firings.isEmpty()) {
            return new Counted(0, 0, 0);
        }
        var oldest = firings.get(firings.size() - 1);
        long due = Duration.between(oldest, firings.get(0)).dividedBy(rate) + 1;
        long distinct = firings.stream().distinct().count();
        return new Counted(firings.size(), firings.size() - distinct, due - distinct);
    }
}
