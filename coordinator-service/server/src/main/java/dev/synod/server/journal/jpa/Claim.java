package dev.synod.server.journal.jpa;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.Identity;
import dev.synod.server.journal.jpa.row.BatchKey;
import dev.synod.server.journal.jpa.row.BatchRow;
import dev.synod.server.journal.jpa.row.NodeKey;
import dev.synod.server.journal.jpa.row.NodeRow;
import dev.synod.server.journal.jpa.row.RecordBytes;
import dev.synod.server.journal.jpa.row.SnapshotPartKey;
import dev.synod.server.journal.jpa.row.SnapshotPartRow;
import dev.synod.server.journal.jpa.row.SnapshotRow;
import dev.synod.server.journal.record.MalformedRecord;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.data.domain.Limit;

/**
 * A node's rows in the hands of one owner. A later claim supersedes it: from then on each of its transactions that
 * would write fails, and nothing of them is left.
 */
final class Claim {

    /** Batches read at a time. */
    private static final Limit AT_ONCE = Limit.of(16);

    private static final UUID NONE = new UUID(0, 0);

    private final Database database;
    private final Identity identity;
    private final NodeKey key;
    private final long owner;

    /** Number of the newest batch. Only for the thread that writes batches. */
    private long newest;

    private Claim(Database database, Identity identity, NodeRow row) {
        this.database = database;
        this.identity = identity;
        this.key = NodeKey.of(identity);
        this.owner = row.owner() + 1;
        this.newest = row.batch();
    }

    /** Claims the rows of {@code identity} from whoever had them. */
    static Claim take(Database database, Identity identity) {
        var key = NodeKey.of(identity);
        return database.write(() -> {
            database.nodes().foundIfAbsent(key.cluster(), key.node(), RecordCodec.VERSION);
            var row = database.nodes().lock(key.cluster(), key.node());
            if (row.format() > RecordCodec.VERSION) {
                throw new JournalRefused("the journal of " + row + " has the format " + row.format()
                        + " of a newer Synod, this one reads up to " + RecordCodec.VERSION
                        + ": start the newer one, or set synod.journal.url to another database");
            }
            database.nodes().supersede(key, RecordCodec.VERSION);
            return new Claim(database, identity, row);
        });
    }

    /** Which snapshot the memory begins over. */
    Optional<SnapshotRow> inUse() {
        return database.read(() -> database.batches()
                .snapshotInUse(key)
                .flatMap(id -> database.snapshots().findByIdAndKey(id, key)));
    }

    /** That snapshot itself. */
    Optional<Snapshot> snapshot() {
        return database.read(() -> {
            checkOwner();
            return database.batches().snapshotInUse(key).map(this::read);
        });
    }

    /** Tells every record of every batch since the memory began anew, oldest first. */
    void tell(Consumer<Persist> memory) {
        database.read(() -> {
            checkOwner();
            long number = database.batches().beginning(key).orElse(1L) - 1;
            var page = database.batches().behind(key, number, AT_ONCE);
            while (!page.isEmpty()) {
                for (var batch : page) {
                    check(batch, number);
                    tell(batch, memory);
                    number = batch.number();
                }
                database.forget();
                page = database.batches().behind(key, number, AT_ONCE);
            }
            if (number != newest) {
                throw damaged("batch " + newest + " is the newest, and the newest that is there is " + number);
            }
            return number;
        });
    }

    /** Adds a batch for each of {@code written}, all or none; false where there is no room. */
    boolean add(List<RecordBytes> written) {
        return advance(written.size(), () -> insert(written, Optional.empty()));
    }

    /** Stores a snapshot under {@code id}; false where there is no room. */
    boolean keep(UUID id, Snapshot snapshot) {
        return database.writeWhereThereIsRoom(() -> {
            database.snapshots().save(new SnapshotRow(id, key, snapshot));
            byte[] bytes = snapshot.bytes();
            for (int from = 0; from < bytes.length; from += SnapshotPartRow.LARGEST) {
                int to = Math.min(bytes.length, from + SnapshotPartRow.LARGEST);
                var part = new SnapshotPartKey(id, from / SnapshotPartRow.LARGEST);
                database.parts().save(new SnapshotPartRow(part, Arrays.copyOfRange(bytes, from, to)));
                database.forget();
            }
            holdFast();
        });
    }

    /** Drops a snapshot that was kept and is not in use. */
    UUID drop(UUID id) {
        return database.write(() -> {
            holdFast();
            database.snapshots().delete(id, key);
            return id;
        });
    }

    /** From here on there is nothing but the snapshot {@code id} and {@code memory}; false where there is no room. */
    boolean beginAnew(UUID id, List<RecordBytes> memory) {
        return advance(memory.size(), () -> {
            if (database.snapshots().findByIdAndKey(id, key).isEmpty()) {
                throw damaged("snapshot " + id + " was kept, and is not there");
            }
            insert(memory, Optional.of(id));
        });
    }

    /** Deletes what counts no more since the memory began anew over {@code id}. Any thread may call. */
    boolean sweep(UUID id) {
        return database.writeWhereThereIsRoom(() -> {
            holdFast();
            database.batches().beginning(key).ifPresent(number -> database.batches().deleteBefore(key, number));
            database.snapshots().deleteOlder(id, key);
        });
    }

    /** Deletes what an earlier owner left: what counted no more, and snapshots that were never begun over. */
    boolean tidy() {
        return database.writeWhereThereIsRoom(() -> {
            holdFast();
            database.batches().beginning(key).ifPresent(number -> database.batches().deleteBefore(key, number));
            database.snapshots().deleteAllBut(database.batches().snapshotInUse(key).orElse(NONE), key);
        });
    }

    /** Inserts behind the newest batch, in a transaction that has advanced. */
    private void insert(List<RecordBytes> written, Optional<UUID> over) {
        long number = newest;
        for (var batch : written) {
            var snapshot = number == newest ? over : Optional.<UUID>empty();
            number++;
            database.batches().save(new BatchRow(BatchKey.of(key, number), snapshot, batch));
        }
    }

    /** One transaction that writes {@code count} batches, if this is the node's owner still. */
    private boolean advance(int count, Runnable work) {
        long to = newest + count;
        boolean done = database.writeWhereThereIsRoom(() -> {
            if (database.nodes().advance(key, owner, newest, to) != 1) {
                throw superseded();
            }
            work.run();
        });
        newest = done ? to : newest;
        return done;
    }

    private void holdFast() {
        if (database.nodes().holdFast(key.cluster(), key.node(), owner).isEmpty()) {
            throw superseded();
        }
    }

    /** Fails where another process has claimed the rows since. */
    boolean confirm() {
        return database.read(() -> {
            checkOwner();
            return true;
        });
    }

    private void checkOwner() {
        if (database.nodes().of(key).filter(row -> row.owner() == owner).isEmpty()) {
            throw superseded();
        }
    }

    /** Why this owner's transaction found no row to change. */
    private JournalFailure superseded() {
        var row = database.nodes().of(key);
        if (row.isPresent() && row.get().owner() == owner) {
            return new JournalFailure("the journal of " + row.get() + " ends with batch " + row.get().batch()
                    + ", and this process left it at " + newest
                    + ": the database has lost or changed what it had stored");
        }
        return new JournalFailure("the journal of node " + key.node() + " in cluster '" + key.cluster()
                + "' was superseded: "
                + row.map(now -> "opening " + now.owner() + " has it now, this process was opening " + owner)
                        .orElse("its rows were deleted under this process")
                + "; two processes never vote as one node, so this one ends: run one process a node");
    }

    private void check(BatchRow batch, long last) {
        if (batch.number() != last + 1) {
            throw damaged("batch " + batch.number() + " stands behind " + last + ", and others are missing");
        }
        if (!batch.isWhole()) {
            throw damaged("batch " + batch.number() + " does not have the right checksum");
        }
        // A snapshot that cannot be read is as bad as a batch that cannot, and it is better known before the node runs.
        batch.snapshot().ifPresent(this::read);
    }

    private void tell(BatchRow batch, Consumer<Persist> memory) {
        try {
            RecordBytes.tell(batch.bytes(), batch.records(), memory);
        } catch (MalformedRecord malformed) {
            throw damaged("batch " + batch.number() + " holds " + malformed.getMessage());
        }
    }

    private Snapshot read(UUID id) {
        var row = database.snapshots()
                .findByIdAndKey(id, key)
                .orElseThrow(() -> damaged("snapshot " + id + " is missing"));
        if (row.length() < 0) {
            throw damaged("snapshot " + id + " has " + row.length() + " bytes");
        }
        var bytes = ByteBuffer.allocate(row.length());
        for (int part = 0; bytes.hasRemaining(); part++) {
            var read = database.parts().findById(new SnapshotPartKey(id, part)).map(SnapshotPartRow::bytes);
            if (read.isEmpty() || read.get().length == 0 || read.get().length > bytes.remaining()) {
                throw damaged("snapshot " + id + " lacks its part " + part);
            }
            bytes.put(read.get());
            database.forget();
        }
        if (!row.isOver(bytes.array())) {
            throw damaged("snapshot " + id + " does not have the right checksum");
        }
        return new Snapshot(row.through(), bytes.array());
    }

    private JournalDamaged damaged(String what) {
        return new JournalDamaged(
                identity.node(), "the journal of node " + key.node() + " in cluster '" + key.cluster() + "'", what);
    }
}
