package dev.synod.server.journal.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.Journal;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A node of a cluster of a test's own, with the database that holds its journal.
 *
 * @param cluster nobody else's
 */
record Rows(Postgres postgres, String cluster) {

    static Rows inTheSharedDatabase() {
        return new Rows(Postgres.shared(), UUID.randomUUID().toString());
    }

    Identity identity() {
        return new Identity(cluster, new NodeId(1));
    }

    /** Opened, its memory not yet told. */
    JpaJournal open() {
        return JpaJournal.open(postgres.settings(), identity());
    }

    /** Opened, its memory told. */
    JpaJournal opened() {
        var journal = open();
        journal.replay(record -> {});
        return journal;
    }

    /** What the next process is told. */
    List<Persist> remembered() {
        try (var journal = open()) {
            return memoryOf(journal);
        }
    }

    static List<Persist> memoryOf(Journal journal) {
        var told = new ArrayList<Persist>();
        journal.replay(told::add);
        return told;
    }

    static Persist promise(int round) {
        return new Promised(new Ballot(round, new NodeId(1)));
    }

    static List<Persist> promises(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Rows::promise).toList();
    }

    static void write(Journal journal, int from, int to) {
        for (var promise : promises(from, to)) {
            journal.append(promise);
            assertThat(journal.sync()).isTrue();
        }
    }

    static Snapshot snapshot(long through, int size) {
        byte[] bytes = new byte[size];
        for (int place = 0; place < size; place++) {
            bytes[place] = (byte) (place * 31L + through);
        }
        return new Snapshot(new Slot(through), bytes);
    }

    /** All that the database holds for the cluster, as text. */
    List<String> all() {
        return Stream.of(
                        "select node, owner, batch from synod_journal_node" + ours() + "order by node",
                        "select node, number, snapshot, checksum, encode(bytes, 'hex') from synod_journal_batch"
                                + ours() + "order by node, number",
                        "select id, through, checksum from synod_journal_snapshot" + ours() + "order by through")
                .flatMap(question -> postgres.ask(question).stream())
                .toList();
    }

    /** A condition for statements, with blanks around. */
    String ours() {
        return " where cluster = '" + cluster + "' ";
    }
}
