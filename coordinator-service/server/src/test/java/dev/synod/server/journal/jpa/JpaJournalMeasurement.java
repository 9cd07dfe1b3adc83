package dev.synod.server.journal.jpa;

import static dev.synod.server.journal.jpa.Rows.promise;
import static dev.synod.server.journal.jpa.Rows.snapshot;

import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Prints what a sync costs in a database, with JPA and by hand, and what snapshots cost. No arguments. */
final class JpaJournalMeasurement {

    private static final int SYNCS = 3000;

    private JpaJournalMeasurement() {}

    private interface Write {
        void once(int number) throws SQLException;
    }

    public static void main(String[] arguments) throws SQLException {
        var rows = Rows.inTheSharedDatabase();
        for (int round = 1; round <= 3; round++) {
            try (var journal = rows.opened()) {
                measure("JPA journal", number -> {
                    journal.append(record(number));
                    journal.sync();
                });
            }
            byHand(rows);
        }
        try (var journal = rows.opened()) {
            time("keep 15 MB", () -> journal.keep(snapshot(9, 15 << 20)));
            var memory = IntStream.range(0, 5_000).mapToObj(JpaJournalMeasurement::record).toList();
            time("begin anew with 5,000 records over " + 3 * SYNCS + " batches", () -> journal.beginAnew(
                    new Slot(9), memory));
            journal.append(promise(1));
            time("the sync after it", journal::sync);
        }
        time("open and tell it", () -> rows.remembered().size() == 5_001);
        time("open and tell it again", () -> rows.remembered().size() == 5_001);
        rows.postgres().stop();
    }

    private static Persist record(int number) {
        return new Learned(new Slot(1 + number), List.of(new Decree.Payload(new byte[120])));
    }

    /** The same statements, prepared once, without anything between them and the driver. */
    private static void byHand(Rows rows) throws SQLException {
        rows.opened().close();
        var mine = rows.ours() + "and node = 1";
        try (Connection connection = rows.postgres().connect();
                var advance = connection.prepareStatement("update synod_journal_node set batch = batch + 1" + mine
                        + " and set_config('synchronous_commit', 'on', true) = 'on'");
                var insert = connection.prepareStatement("insert into synod_journal_batch"
                        + " (cluster, node, number, records, checksum, bytes)"
                        + " select cluster, node, batch, 1, 0, ? from synod_journal_node" + mine)) {
            connection.setAutoCommit(false);
            measure("by hand", number -> {
                advance.executeUpdate();
                insert.setBytes(1, new byte[150]);
                insert.executeUpdate();
                connection.commit();
            });
        }
        rows.postgres().execute(
                "delete from synod_journal_batch" + mine + " and checksum = 0",
                "update synod_journal_node set batch = (select max(number) from synod_journal_batch" + mine + ")"
                        + mine);
    }

    private static void measure(String name, Write write) throws SQLException {
        long[] nanos = new long[SYNCS];
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int number = 0; number < SYNCS; number++) {
            long before = System.nanoTime();
            write.once(number);
            nanos[number] = System.nanoTime() - before;
        }
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        Arrays.sort(nanos);
        System.out.printf(
                "%-12s a sync: median %5.0f us, 99 of 100 %6.0f us, of which this thread's CPU %4.0f us%n",
                name, nanos[SYNCS / 2] / 1e3, nanos[SYNCS * 99 / 100] / 1e3, cpu / 1e3 / SYNCS);
    }

    private static void time(String name, BooleanSupplier work) {
        long before = System.nanoTime();
        if (!work.getAsBoolean()) {
            throw new IllegalStateException(name + " did not do it");
        }
        System.out.printf("%-60s %6.1f ms%n", name, (System.nanoTime() - before) / 1e6);
    }
}
