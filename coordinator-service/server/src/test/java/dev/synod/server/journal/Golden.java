package dev.synod.server.journal;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.storage.DiskStorage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

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

    static Decree text(String text) {
        return new Decree.Payload(text.getBytes(StandardCharsets.UTF_8));
    }

    public static void main(String[] arguments) {
        Means means = new Means(new DiskStorage(), Runnable::run, Desk.SMALL);
        try (FileJournal journal = FileJournal.open(Path.of(arguments[0]), Desk.IDENTITY, means)) {
            Desk.memoryOf(journal);
            for (Persist written : recordsOfOne()) {
                journal.append(written);
                journal.sync();
            }
        }
    }
}
