package dev.synod.server.journal;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.Founded;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.storage.DiskStorage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the data directories in {@code golden/} were written with, each by the program of its day.
 *
 * <p>Argument of {@link #main}: a new directory, to be written by the program of today.
 */
final class Golden {

    private Golden() {}

    /** The records of {@code journal-1}, each in a batch of its own. The large one stretches its segment. */
    static List<Persist> recordsOfOne() {
        Ballot ballot = new Ballot(7, new NodeId(2));
        Ballot higher = new Ballot(8, new NodeId(3));
        return List.of(
                new Promised(ballot),
                new Voted(ballot, new Slot(1), List.of(new Decree.Opened(ballot), Decree.NO_OP, text("acquire"))),
                new KnownChosen(new Slot(2)),
                Desk.vote(4, 9000),
                new Learned(new Slot(3), List.of(text("release"), text(""))),
                new Promised(higher),
                new Voted(higher, new Slot(5), List.of(new Decree.Opened(higher))),
                Desk.vote(6, 700));
    }

    /** The memory that {@code journal-2} begins with, over {@link #snapshotOfTwo}: a record of every kind. */
    static List<Persist> memoryOfTwo() {
        Ballot ballot = new Ballot(8, new NodeId(3));
        return List.of(
                new Founded(configuration()),
                new Promised(ballot),
                new KnownChosen(new Slot(40)),
                new Voted(ballot, new Slot(41), List.of(new Decree.Reconfigured(configuration()), text("acquire"))));
    }

    /** What was appended then, each in a batch of its own. */
    static List<Persist> appendedOfTwo() {
        Ballot ballot = new Ballot(9, new NodeId(1));
        return List.of(
                new Promised(ballot),
                new Learned(new Slot(43), List.of(Decree.NO_OP, new Decree.Reconfigured(configuration()))),
                new Voted(ballot, new Slot(45), List.of(new Decree.Opened(ballot), text("release"))),
                Desk.vote(47, 6000),
                Desk.vote(48, 900));
    }

    static Snapshot snapshotOfTwo() {
        return Desk.snapshotOf(40, 700);
    }

    /** Writes what {@code journal-2} holds into a new journal, in two segments that are left. */
    static void writeTwo(FileJournal journal) {
        Desk.memoryOf(journal);
        recordsOfOne().forEach(journal::append);
        journal.sync();
        Desk.beginAnew(journal, snapshotOfTwo(), memoryOfTwo());
        for (Persist written : appendedOfTwo()) {
            journal.append(written);
            journal.sync();
        }
    }

    private static Configuration configuration() {
        SortedMap<NodeId, String> founders = new TreeMap<>();
        founders.put(new NodeId(1), "one:7172");
        founders.put(new NodeId(2), "");
        return Configuration.founding(founders)
                .with(new NodeId(3), Member.joining("three:7172", Optional.of(new NodeId(2))))
                .with(new NodeId(4), Member.joining("four:7172", Optional.empty()))
                .without(new NodeId(1));
    }

    static Decree text(String text) {
        return new Decree.Payload(text.getBytes(StandardCharsets.UTF_8));
    }

    public static void main(String[] arguments) {
        Means means = new Means(new DiskStorage(), Runnable::run, Desk.SMALL);
        try (FileJournal journal = FileJournal.open(Path.of(arguments[0]), Desk.IDENTITY, means)) {
            writeTwo(journal);
        }
    }
}
