package dev.synod.server.journal;

import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.segment.Sizing;
import dev.synod.server.journal.storage.DiskStorage;
import dev.synod.server.journal.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Prints how many records of 512 bytes are made durable in a second, one a sync: in a journal, and in bare files whose
 * space was prepared in three ways. Argument: a directory on the disk to measure.
 */
final class JournalMeasurement {

    private static final int RECORD = 512;
    private static final int SYNCS = 4000;

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
