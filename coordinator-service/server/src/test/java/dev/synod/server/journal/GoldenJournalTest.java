package dev.synod.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.storage.DiskStorage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that earlier programs wrote are read for ever, and gone on with. */
class GoldenJournalTest {

    private static final Path FIRST_SEGMENT = Path.of("journal", "0000000000000001.segment");

    @TempDir
    private Path directory;

    @Test
    void aJournalOfFormatOneTellsWhatWasWritten() throws Exception {
        copy("journal-1");
        assertThat(Files.readString(directory.resolve("identity"))).contains("format=1\n");
        assertThat(versionOf(FIRST_SEGMENT)).isEqualTo(1);
        try (FileJournal journal = open()) {
            assertThat(journal.snapshot()).isEmpty();
            assertThat(Desk.memoryOf(journal)).isEqualTo(Golden.recordsOfOne());
        }
    }

    @Test
    void aJournalOfFormatOneIsGoneOnWithInASegmentThatAnOlderProgramRefuses() throws Exception {
        copy("journal-1");
        List<Persist> all = new ArrayList<>(Golden.recordsOfOne());
        try (FileJournal journal = open()) {
            assertThat(Desk.memoryOf(journal)).isEqualTo(all);
            journal.append(Desk.promise(9));
            journal.sync();
            all.add(Desk.promise(9));
        }
        assertThat(Files.readString(directory.resolve("identity"))).contains("format=2\n");
        assertThat(versionOf(Path.of("journal", "0000000000000002.segment"))).isEqualTo(1);
        assertThat(versionOf(Path.of("journal", "0000000000000003.segment"))).isEqualTo(2);
        try (FileJournal journal = open()) {
            assertThat(Desk.memoryOf(journal)).isEqualTo(all);
            Desk.beginAnew(journal, Golden.snapshotOfTwo(), Golden.memoryOfTwo());
        }
        try (FileJournal journal = open()) {
            Desk.assertSnapshot(journal, Golden.snapshotOfTwo());
            assertThat(Desk.memoryOf(journal)).isEqualTo(Golden.memoryOfTwo());
        }
        assertThat(directory.resolve(FIRST_SEGMENT)).doesNotExist();
    }

    @Test
    void aJournalOfFormatTwoTellsWhatWasWritten() throws Exception {
        copy("journal-2");
        assertThat(Files.readString(directory.resolve("identity"))).contains("format=2\n");
        List<Persist> all = new ArrayList<>(Golden.memoryOfTwo());
        all.addAll(Golden.appendedOfTwo());
        try (FileJournal journal = open()) {
            Desk.assertSnapshot(journal, Golden.snapshotOfTwo());
            assertThat(Desk.memoryOf(journal)).isEqualTo(all);
        }
    }

    /** The layout of today is that of {@code journal-2}: who changes it, writes a new one beside. */
    @Test
    void aJournalOfTodayHasTheLayoutOfFormatTwo() throws Exception {
        copy("journal-2");
        try (FileJournal journal = FileJournal.open(directory.resolve("today"), Desk.IDENTITY, means())) {
            Golden.writeTwo(journal);
        }
        for (String name : List.of("journal", "snapshots")) {
            assertThat(sizes(directory.resolve("today").resolve(name))).isEqualTo(sizes(directory.resolve(name)));
        }
    }

    private FileJournal open() {
        return FileJournal.open(directory, Desk.IDENTITY, means());
    }

    private static Means means() {
        return new Means(new DiskStorage(), Runnable::run, Desk.SMALL);
    }

    private int versionOf(Path segment) throws IOException {
        return Files.readAllBytes(directory.resolve(segment))[11];
    }

    private static List<String> sizes(Path directory) throws IOException {
        List<String> sizes = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                sizes.add(file.getFileName() + " " + Files.size(file));
            }
        }
        return sizes;
    }

    private void copy(String golden) throws IOException, URISyntaxException {
        URL found = Objects.requireNonNull(GoldenJournalTest.class.getResource("/golden/" + golden));
        Path from = Path.of(found.toURI());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = directory.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }
}
