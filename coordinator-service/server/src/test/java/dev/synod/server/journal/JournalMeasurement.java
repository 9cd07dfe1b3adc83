package dev.synod.server.journal;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.segment.Sizing;
import dev.synod.server.journal.storage.DiskStorage;
import dev.synod.server.journal.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * Prints how many records of 512 bytes are made durable in a second, one a sync: in a journal, and in bare files whose
 * space was prepared in three ways; and how long it takes to keep a snapshot and to begin anew over it. Argument: a
 * directory on the disk to measure.
 */
final class JournalMeasurement {

    private static final int RECORD = 512;
    private static final int SYNCS = 4000;
    private static final int ROUNDS = 8;

    private JournalMeasurement() {}

    private interface Write {
        void once(int number) throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        for (int round = 1; round <= 3; round++) {
            bare(directory, "grown", 0);
            bare(directory, "length only", 1);
            bare(directory, "zeros", SYNCS * RECORD);
            journal(directory.resolve("journal-" + round), Sizing.STANDARD);
            journal(directory.resolve("journal-turning-" + round), new Sizing(1 << 20, 256 << 10));
        }
        beginnings(directory.resolve("journal-beginning"));
    }

    /** Snapshots of 15 MB, kept by another thread while the journal is written, and 5,000 records of 150 bytes. */
    private static void beginnings(Path directory) {
        List<Persist> memory = new ArrayList<>();
        for (int slot = 1; slot <= 5000; slot++) {
            memory.add(Desk.vote(slot, 150));
        }
        try (FileJournal journal = FileJournal.open(directory, Desk.IDENTITY)) {
            Desk.memoryOf(journal);
            for (int round = 1; round <= ROUNDS; round++) {
                Snapshot snapshot = Desk.snapshotOf(round, 15_000_000);
                long begin = System.nanoTime();
                FutureTask<Boolean> keeping = new FutureTask<>(() -> journal.keep(snapshot));
                Thread.ofPlatform().start(keeping);
                double slowest = slowestSyncUntil(journal, keeping);
                double kept = millisSince(begin);
                begin = System.nanoTime();
                journal.beginAnew(snapshot.through(), memory);
                double begun = millisSince(begin);
                begin = System.nanoTime();
                journal.snapshot();
                System.out.printf(
                        "kept in %.1f ms (slowest sync meanwhile %.1f ms), begun anew in %.1f ms, read in %.1f ms%n",
                        kept, slowest, begun, millisSince(begin));
            }
        }
    }

    private static double slowestSyncUntil(FileJournal journal, FutureTask<Boolean> done) {
        double slowest = 0;
        while (!done.isDone()) {
            long begin = System.nanoTime();
            journal.append(Desk.promise(1));
            journal.sync();
            slowest = Math.max(slowest, millisSince(begin));
        }
        return slowest;
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    /** A file of which {@code zeros} bytes at its end are written before. */
    private static void bare(Path directory, String name, int zeros) throws IOException {
        DiskStorage storage = new DiskStorage();
        Path path = directory.resolve("bare");
        try (StoredFile file = storage.create(path)) {
            file.writeAll(ByteBuffer.allocate(zeros), (long) SYNCS * RECORD - zeros);
            file.force();
            ByteBuffer record = ByteBuffer.allocateDirect(RECORD);
            for (int at = 0; at < RECORD; at++) {
                record.put(at, (byte) 7);
            }
            measure(name, number -> {
                file.writeAll(record.clear(), (long) number * RECORD);
                file.force();
            });
        }
        storage.deleteIfExists(path);
    }

    private static void journal(Path directory, Sizing sizing) throws IOException {
        Means machine = Means.ofThisMachine();
        Means means = new Means(machine.storage(), machine.background(), sizing);
        try (FileJournal journal = FileJournal.open(directory, Desk.IDENTITY, means)) {
            Desk.memoryOf(journal);
            var vote = Desk.vote(1, RECORD - 100);
            measure("journal, segments of " + (sizing.segment() >> 20) + " MiB", number -> {
                journal.append(vote);
                journal.sync();
            });
        }
        long before = System.nanoTime();
        try (FileJournal journal = FileJournal.open(directory, Desk.IDENTITY, means)) {
            Desk.memoryOf(journal);
        }
        System.out.printf("%-28s %6.1f ms%n", "  told again in", (System.nanoTime() - before) / 1e6);
    }

    private static void measure(String name, Write write) throws IOException {
        long[] nanos = new long[SYNCS];
        long begin = System.nanoTime();
        for (int number = 0; number < SYNCS; number++) {
            long before = System.nanoTime();
            write.once(number);
            nanos[number] = System.nanoTime() - before;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                "%-28s %6.0f syncs/s, median %4.0f us, 99 of 100 %4.0f us, slowest %5.1f ms%n",
                name, SYNCS / seconds, nanos[SYNCS / 2] / 1e3, nanos[SYNCS * 99 / 100] / 1e3, nanos[SYNCS - 1] / 1e6);
    }
}
