package dev.synod.sample.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Restarts the instances of the sample one after the other, under load, and reads in its books what became of the
 * jobs: each firing done once, and how long nobody led.
 */
final class Rolling {

    private static final Duration RATE = Duration.ofMillis(200);
    private static final Duration TTL = Duration.ofSeconds(10);

    /** What a run that was left behind takes until another instance has done it. */
    private static final Duration TO_TAKE_OVER = Duration.ofSeconds(40);

    private Rolling() {}

    /** Orderly rounds first, then rounds of SIGKILL. */
    static void run(String name, int orderly, int killed) {
        try (var shops = new Shops(name)) {
            var books = new Books(shops.url());
            int answered;
            Instant between;
            try (var load = new Load(shops.instances())) {
                awaitJobs(books);
                restart(shops.instances(), orderly, "SIGTERM", ChildProcess::leave);
                between = Instant.now();
                restart(shops.instances(), killed, "SIGKILL", ChildProcess::kill);
                answered = load.answered();
            }
            if (!ChildProcess.within(TO_TAKE_OVER, () -> Books.missed(books.reminders(), RATE).isEmpty())) {
                System.out.println("missed, the orderly rounds ended at " + between + ": "
                        + Books.missed(books.reminders(), RATE));
            }
            judge(books, between, answered);
        }
    }

    private static void awaitJobs(Books books) {
        ChildProcess.await("jobs are done", Duration.ofSeconds(30), () -> books.reminders().size() > 5
                && books.reports().size() > 5);
    }

    private static void restart(List<ChildProcess> instances, int rounds, String how, Consumer<ChildProcess> end) {
        for (int round = 1; round <= rounds; round++) {
            for (var instance : instances) {
                end.accept(instance);
                instance.startAgain();
                instance.awaitReady();
            }
            System.out.println(how + ": round " + round + " of " + rounds);
        }
    }

    private static void judge(Books books, Instant between, int answered) {
        var firings = books.reminders();
        var twice = firings.values().stream().filter(times -> times > 1).count();
        var reports = books.reports();
        var orderly = longest(reports, reports.get(0).done(), between);
        var killed = longest(reports, between, Instant.MAX);
        System.out.printf(
                "%d firings every %d ms: %d missed, %d run twice%n",
                firings.size(),
                RATE.toMillis(),
                Books.missed(firings, RATE).size(),
                twice);
        System.out.printf(
                "%d deeds of the leader, %d leads; longest time from one deed to the next: %d ms over orderly restarts,"
                        + " %d ms over kills (TTL %d ms)%n",
                reports.size(),
                reports.stream().mapToLong(Books.Reported::term).distinct().count(),
                orderly.toMillis(),
                killed.toMillis(),
                TTL.toMillis());
        System.out.printf("%d requests answered; paid and not owed: %d cents%n", answered, books.overpaid());
        assertThat(twice).as("run twice").isZero();
        assertThat(Books.missed(firings, RATE)).isEmpty();
        assertThat(reports).extracting(Books.Reported::term).isSorted();
        assertThat(orderly).isLessThan(Duration.ofSeconds(1));
        assertThat(killed).isLessThan(TTL.plusSeconds(1));
        assertThat(books.overpaid()).isZero();
        assertThat(answered).isPositive();
    }

    private static Duration longest(List<Books.Reported> reports, Instant from, Instant until) {
        var longest = Duration.ZERO;
        for (int i = 1; i < reports.size(); i++) {
            var begun = reports.get(i - 1).done();
            var gap = Duration.between(begun, reports.get(i).done());
            if (!begun.isBefore(from) && begun.isBefore(until) && gap.compareTo(longest) > 0) {
                longest = gap;
            }
        }
        return longest;
    }
}
