package dev.synod.server.journal.jpa;

import dev.synod.node.Journal;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.Identity;
import dev.synod.server.journal.jpa.row.RecordBytes;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The journal in a PostgreSQL database: a record is durable when the transaction that wrote it has ended well.
 *
 * <p>Whoever opens it takes the node's rows from whoever had them: the other one can write no more, see {@link Claim}.
 *
 * <p>Throws {@link JournalRefused} where the database is not fit to hold a journal, {@link JournalDamaged} where
 * something durable is lost, {@link JournalFailure} where the database fails, where the end of a transaction is
 * unknown, or where another process has opened the journal; after that it refuses every call but {@link #close}.
 */
public final class JpaJournal implements Journal {

    /** Records beyond so many bytes go into another row, so that no row grows too large to be moved. */
    private static final int ROW = 8 << 20;

    /** Less than PostgreSQL takes in one value. */
    private static final int LARGEST = 512 << 20;

    private final Database database;
    private final Claim claim;

    /** What was appended and is not durable: a row's worth in each. */
    private List<RecordBytes> unsynced = new ArrayList<>();

    /** Held by whoever changes which snapshot comes next: no snapshot is dropped while it comes into use. */
    private final Lock choosing = new ReentrantLock();

    private Optional<Kept> kept = Optional.empty();
    private Optional<Kept> inUse = Optional.empty();

    /** Shared by those who use the database beside the loop; whoever closes it waits until they are done. */
    private final ReadWriteLock beside = new ReentrantReadWriteLock();

    private volatile State state = State.UNREAD;

    private JpaJournal(Database database, Claim claim) {
        this.database = database;
        this.claim = claim;
    }

    /** What may be asked of the journal now. */
    private enum State {
        UNREAD,
        OPEN,
        FAILED,
        CLOSED
    }

    /** A snapshot in the database. */
    private record Kept(Slot through, UUID id) {}

    /** Opens the journal of the node {@code identity}, or founds it where the database has none. */
    public static JpaJournal open(DatabaseSettings settings, Identity identity) {
        Database database = doing("opened", () -> Database.open(settings, identity));
        try {
            return new JpaJournal(database, doing("opened", () -> Claim.take(database, identity)));
        } catch (RuntimeException | Error failed) {
            database.close();
            throw failed;
        }
    }

    @Override
    public void checkOwned() {
        requireOpen();
        var _ = changing("asked whose it is", claim::confirm);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        beside.readLock().lock();
        try {
            if (state == State.CLOSED) {
                throw new IllegalStateException("the journal is closed");
            }
            return doing("read", claim::snapshot);
        } finally {
            beside.readLock().unlock();
        }
    }

    @Override
    public void replay(Consumer<Persist> memory) {
        if (state != State.UNREAD) {
            throw new IllegalStateException("the memory is told once, and not by a closed journal");
        }
        changing("read", () -> {
            claim.tell(memory);
            claim.tidy();
            inUse = claim.inUse().map(row -> new Kept(row.through(), row.getId()));
            return true;
        });
        state = State.OPEN;
    }

    @Override
    public void append(Persist written) {
        requireOpen();
        long size = RecordCodec.sizeOf(written);
        if (size > LARGEST) {
            throw new IllegalArgumentException("a record has " + LARGEST + " bytes or less, not " + size);
        }
        if (unsynced.isEmpty() || unsynced.getLast().size() + size > ROW) {
            unsynced.add(new RecordBytes());
        }
        unsynced.getLast().add(written);
    }

    @Override
    public boolean sync() {
        requireOpen();
        if (unsynced.isEmpty()) {
            return true;
        }
        boolean done = changing("made durable", () -> claim.add(unsynced));
        if (done) {
            unsynced = new ArrayList<>();
        }
        return done;
    }

    @Override
    public boolean keep(Snapshot snapshot) {
        beside.readLock().lock();
        try {
            requireOpen();
            return store(snapshot);
        } finally {
            beside.readLock().unlock();
        }
    }

    private boolean store(Snapshot snapshot) {
        var keeping = new Kept(snapshot.through(), UUID.randomUUID());
        if (!changing("given a snapshot", () -> claim.keep(keeping.id(), snapshot))) {
            return false;
        }
        choosing.lock();
        try {
            var replaced = kept.filter(before -> !Optional.of(before).equals(inUse));
            kept = Optional.of(keeping);
            replaced.ifPresent(before -> changing("rid of a snapshot", () -> claim.drop(before.id())));
        } finally {
            choosing.unlock();
        }
        return true;
    }

    @Override
    public boolean beginAnew(Slot through, List<Persist> memory) {
        requireOpen();
        if (!unsynced.isEmpty()) {
            throw new IllegalStateException("the memory begins anew where nothing is unsynced");
        }
        choosing.lock();
        try {
            var over = Stream.of(kept, inUse)
                    .flatMap(Optional::stream)
                    .filter(snapshot -> snapshot.through().equals(through))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no snapshot through " + through + " was kept"));
            memory.forEach(this::append);
            var written = unsynced.isEmpty() ? List.of(new RecordBytes()) : unsynced;
            unsynced = new ArrayList<>();
            boolean done = changing("begun anew", () -> claim.beginAnew(over.id(), written));
            if (done) {
                inUse = Optional.of(over);
                sweepBeside(over.id());
            }
            return done;
        } finally {
            choosing.unlock();
        }
    }

    /** The loop does not wait for it: ten thousand rows take longer than a heartbeat. */
    private void sweepBeside(UUID over) {
        Thread.ofVirtual().name("synod-journal-sweep").start(() -> {
            try {
                claim.sweep(over);
            } catch (RuntimeException failed) {
                // What is left counts no more, and the next sweep takes it; if there is worse, the loop will notice.
            }
        });
    }

    /** Leaves the database. What was appended and not synced is lost. */
    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        beside.writeLock().lock();
        try {
            doing("closed", () -> {
                database.close();
                return true;
            });
        } finally {
            beside.writeLock().unlock();
        }
    }

    private void requireOpen() {
        switch (state) {
            case OPEN -> {
                // As it should be.
            }
            case UNREAD -> throw new IllegalStateException("the journal's memory was not told yet");
            case CLOSED -> throw new IllegalStateException("the journal is closed");
            case FAILED ->
                throw new JournalFailure("the journal failed before, what it holds is unknown: start the node anew");
        }
    }

    /** Whatever goes wrong in {@code work} leaves a journal of which nobody knows what it holds. */
    private <T> T changing(String done, Supplier<T> work) {
        try {
            return doing(done, work);
        } catch (RuntimeException | Error failed) {
            state = state == State.CLOSED ? State.CLOSED : State.FAILED;
            throw failed;
        }
    }

    private static <T> T doing(String done, Supplier<T> work) {
        try {
            return work.get();
        } catch (JournalFailure | JournalDamaged | JournalRefused told) {
            throw told;
        } catch (RuntimeException failed) {
            throw new JournalFailure("the journal cannot be " + done + ": " + SqlStates.reason(failed), failed);
        }
    }
}
