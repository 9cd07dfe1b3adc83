package dev.synod.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.segment.Sizing;
import dev.synod.server.journal.storage.SimulatedDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A node's journal on a simulated disk, with segments so small that a few records fill one. */
record Desk(SimulatedDisk disk) {

    static final Path DIRECTORY = Path.of("/data/node");
    static final Path SNAPSHOTS = DIRECTORY.resolve("snapshots");
    static final Identity IDENTITY = new Identity("tests", new NodeId(2));
    static final Sizing SMALL = new Sizing(8192, 1024);

    Desk() {
        this(new SimulatedDisk());
    }

    /** Another desk, with the same things on it. */
    Desk copy() {
        return new Desk(disk.copy());
    }

    FileJournal open() {
        return FileJournal.open(DIRECTORY, IDENTITY, new Means(disk, Runnable::run, SMALL));
    }

    /** Opens the journal whose memory is {@code expected}. */
    FileJournal openTelling(List<Persist> expected) {
        FileJournal journal = open();
        assertThat(memoryOf(journal)).isEqualTo(expected);
        return journal;
    }

    /** What the journal tells when it is opened, and that it takes records afterwards. */
    List<Persist> remembered() {
        try (FileJournal journal = open()) {
            return memoryOf(journal);
        }
    }

    /** Each record in a batch of its own. */
    void write(List<Persist> records) {
        try (FileJournal journal = open()) {
            memoryOf(journal);
            for (Persist written : records) {
                journal.append(written);
                journal.sync();
            }
        }
    }

    static Path segment(int number) {
        return DIRECTORY.resolve("journal").resolve("000000000000000" + number + ".segment");
    }

    static Path snapshot(int number) {
        return SNAPSHOTS.resolve("000000000000000" + number + ".snapshot");
    }

    /** A snapshot of {@code size} bytes, none of them zero. */
    static Snapshot snapshotOf(long through, int size) {
        byte[] bytes = new byte[size];
        for (int place = 0; place < size; place++) {
            bytes[place] = (byte) (1 + (place + through) % 255);
        }
        return new Snapshot(new Slot(through), bytes);
    }

    static void beginAnew(FileJournal journal, Snapshot snapshot, List<Persist> memory) {
        assertThat(journal.keep(snapshot)).isTrue();
        assertThat(journal.beginAnew(snapshot.through(), memory)).isTrue();
    }

    static void assertSnapshot(FileJournal journal, Snapshot expected) {
        Snapshot told = journal.snapshot().orElseThrow();
        assertThat(told.through()).isEqualTo(expected.through());
        assertThat(told.bytes()).isEqualTo(expected.bytes());
    }

    static List<Persist> memoryOf(FileJournal journal) {
        List<Persist> told = new ArrayList<>();
        journal.replay(told::add);
        return told;
    }

    static Persist promise(long round) {
        return new Promised(new Ballot(round, new NodeId(2)));
    }

    /** A vote for one decree of {@code size} bytes, none of them zero. */
    static Persist vote(int slot, int size) {
        byte[] bytes = new byte[size];
        Random random = new Random(slot);
        for (int place = 0; place < size; place++) {
            bytes[place] = (byte) (1 + random.nextInt(255));
        }
        return voteFor(slot, bytes);
    }

    static Persist voteFor(int slot, byte[] bytes) {
        Ballot ballot = new Ballot(3, new NodeId(2));
        return new Voted(ballot, new Slot(slot), List.of(new Decree.Payload(bytes)));
    }

    /** Enough votes of a kilobyte to fill two segments of {@link #SMALL} and to begin a third. */
    static List<Persist> votesInThreeSegments() {
        List<Persist> votes = new ArrayList<>();
        for (int slot = 1; slot <= 7; slot++) {
            votes.add(vote(slot, 1000 + slot));
        }
        return votes;
    }
}
