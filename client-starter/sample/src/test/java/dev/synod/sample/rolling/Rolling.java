package dev.synod.sample.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.sample.rolling.Shops.Processing;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        try (var shops = new Shops(name, TTL, Processing.AS_IT_IS)) {
            var books = new Books(shops.url());
            int answered;
            Instant between;
            try (var load = new Load(shops.instances())) {
                awaitJobs(books);
                restart(shops, orderly, "SIGTERM", ChildProcess::leave);
                between = Instant.now();
                restart(shops, killed, "SIGKILL", ChildProcess::kill);
                answered = load.answered();
            }
            if (!ChildProcess.within(TO_TAKE_OVER, () -> Books.missed(books.reminders(), RATE).isEmpty())) {
                System.out.println("missed, the orderly rounds ended at " + between + ": "
                        + Books.missed(books.reminders(), RATE));
            }
            judge(books, between, answered);
        }
    }

    /** Two of three instances are killed while they are in the middle of runs, which the third then does. */
    static void killInMidRun(String name) throws SQLException {
        try (var shops = new Shops(name, Duration.ofSeconds(3), Processing.AHEAD_OF_TIME)) {
            var books = new Books(shops.url());
            awaitJobs(books);
            assertThat(shops.instances().get(0).said()).contains("Starting AOT-processed SampleApplication");
            try (var connection = books.connect()) {
                connection.setAutoCommit(false);
                try (var statement = connection.createStatement()) {
                    statement.execute("lock table deed in exclusive mode");
                }
                ChildProcess.await("three runs and a report wait", TO_TAKE_OVER, () -> books.waiting() >= 4);
                shops.instances().get(0).kill();
                shops.instances().get(1).kill();
                connection.rollback();
            }
            int before = books.reminders().size();
            ChildProcess.await("the third goes on", TO_TAKE_OVER, () -> books.reminders().size() > before + 20);
            ChildProcess.within(TO_TAKE_OVER, () -> Books.missed(books.reminders(), RATE).isEmpty());
            assertThat(Books.missed(books.reminders(), RATE)).isEmpty();
            assertThat(books.reminders().values()).as("times that a firing was done").containsOnly(1);
        }
    }

    private static void awaitJobs(Books books) {
        ChildProcess.await("jobs are done", Duration.ofSeconds(30), () -> books.reminders().size() > 5
                && books.reports().size() > 5);
    }

    /** The next one only when somebody leads again: else who is next in line may be the one that was killed before. */
    private static void restart(Shops shops, int rounds, String how, Consumer<ChildProcess> end) {
        var books = new Books(shops.url());
        for (int round = 1; round <= rounds; round++) {
            for (var instance : shops.instances()) {
                end.accept(instance);
                int before = books.reports().size();
                instance.startAgain();
                instance.awaitReady();
                ChildProcess.await("somebody leads", TO_TAKE_OVER, () -> books.reports().size() > before);
            }
            System.out.println(how + ": round " + round + " of " + rounds);
        }
    }

    private static void judge(Books books, Instant between, int answered) {
        var firings = books.reminders();
        var twice = firings.values().stream().filter(times -> times > 1).count();
        var reports = books.reports();
        var ended = Instant.now();
        var orderly = longest(reports, reports.get(0).done(), between);
        var killed = longest(reports, between, ended);
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

    /** Between two deeds, or what of that is in this time. */
    private static Duration longest(List<Books.Reported> reports, Instant from, Instant until) {
        var deeds = new ArrayList<Instant>();
        deeds.add(from);
        reports.stream().map(Books.Reported::done).filter(done -> done.isAfter(from) && done.isBefore(until))
                .forEach(deeds::add);
        deeds.add(until);
        var longest = Duration.ZERO;
        for (int i = 1; i < deeds.size(); i++) {
            var gap = Duration.between(deeds.get(i - 1), deeds.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }
}
