package dev.synod.server.journal;

import dev.synod.node.Journal;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.segment.BatchWriter;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.storage.DiskStorage;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal in files, in a directory that belongs to one node for ever: segments of records, and a snapshot.
 *
 * <p>Throws {@link JournalRefused} where the directory is not this node's to use, {@link JournalDamaged} where
 * something durable is lost, {@link JournalFailure} where the disk fails; after that it refuses every call but {@link
 * #close}.
 *
 * <p>Nobody may interrupt a thread that uses it: an interrupt closes the file under it.
 */
public final class FileJournal implements Journal {

    private final DataDirectory directory;
    private State state = new State.Unread();

    private FileJournal(DataDirectory directory) {
        this.directory = directory;
    }

    /** What may be asked of the journal now. */
    private sealed interface State {

        record Unread() implements State {}

        record Writing(BatchWriter writer) implements State {}

        record Failed() implements State {

            private static final Failed FAILED = new Failed();
        }

        record Closed() implements State {}
    }

    /** Opens the directory of the node {@code identity}, or founds it where it is empty or not there. */
    public static FileJournal open(Path directory, Identity identity) {
        return open(directory, identity, Means.ofThisMachine());
    }

    static FileJournal open(Path directory, Identity identity, Means means) {
        return new FileJournal(DataDirectory.open(directory, identity, means));
    }

    /**
     * Founds the directory of the new node {@code identity}, which is empty or not there, so that it opens with this
     * snapshot and this memory. Where it is cut short, {@link #open} refuses the directory until this is done again.
     */
    public static void found(Path directory, Identity identity, Snapshot snapshot, List<Persist> memory) {
        found(directory, identity, Means.ofThisMachine(), new Inheritance(snapshot, memory));
    }

    static void found(Path directory, Identity identity, Means means, Inheritance inheritance) {
        DataDirectory.found(directory, identity, means, inheritance);
    }

    /**
     * Moves all that a closed journal's directory holds into {@code damaged-1}, or the next number, inside it, so that
     * a node with a new id can begin there; tells into which. Cut short, it is to be done again.
     */
    public static Path setAside(Path directory) {
        return setAside(directory, new DiskStorage());
    }

    static Path setAside(Path directory, Storage storage) {
        Premises premises = new Premises(directory, storage);
        return premises.claimed(claim -> {
            Path aside = premises.setAside();
            claim.close();
            return aside;
        });
    }

    @Override
    public void replay(Consumer<Persist> memory) {
        if (!(state instanceof State.Unread)) {
            throw new IllegalStateException("the memory is told once, and not by a closed journal");
        }
        state = State.Failed.FAILED;
        try {
            state = new State.Writing(directory.recover(memory));
        } catch (IOException failed) {
            throw new JournalFailure("the journal cannot be read: " + failed, failed);
        }
    }

    @Override
    public void append(Persist written) {
        writing().writer().append(written);
    }

    @Override
    public boolean sync() {
        State.Writing writing = writing();
        // Whatever leaves this method early, leaves a journal of which nobody knows what it holds.
        state = State.Failed.FAILED;
        boolean synced;
        try {
            synced = writing.writer().sync();
        } catch (IOException failed) {
            throw new JournalFailure("the journal cannot be made durable: " + failed, failed);
        }
        state = writing;
        return synced;
    }

    @Override
    public Optional<Snapshot> snapshot() {
        try {
            return directory.snapshots().inUse();
        } catch (IOException failed) {
            throw new JournalFailure("the snapshot cannot be read: " + failed, failed);
        }
    }

    @Override
    public void checkOwned() {
        // The directory is claimed: nobody takes it from a process that lives.
    }

    @Override
    public boolean keep(Snapshot snapshot) {
        try {
            boolean kept = directory.snapshots().keep(snapshot);
            if (kept) {
                // To begin anew takes a segment, and the thread that does it has votes to write.
                directory.segments().awaitSpare();
            }
            return kept;
        } catch (IOException failed) {
            throw new JournalFailure("the snapshot cannot be kept: " + failed, failed);
        }
    }

    @Override
    public boolean beginAnew(Slot through, List<Persist> memory) {
        State.Writing writing = writing();
        if (!writing.writer().isSynced()) {
            throw new IllegalStateException("the journal holds what is not synced, and cannot begin anew");
        }
        state = State.Failed.FAILED;
        boolean begun;
        try {
            begun = directory.snapshots().use(through, label -> writing.writer().beginAnew(label, memory));
        } catch (IOException failed) {
            throw new JournalFailure("the journal cannot begin anew: " + failed, failed);
        }
        state = writing;
        return begun;
    }

    /** Leaves the directory to its next owner. What was appended and not synced may be lost. */
    @Override
    public void close() {
        if (state instanceof State.Closed) {
            return;
        }
        state = new State.Closed();
        try {
            directory.close();
        } catch (IOException failed) {
            throw new JournalFailure("the journal cannot be closed: " + failed, failed);
        }
    }

    private State.Writing writing() {
        return switch (state) {
            case State.Writing writing -> writing;
            case State.Unread unread -> throw new IllegalStateException("the journal's memory was not told yet");
            case State.Closed closed -> throw new IllegalStateException("the journal is closed");
            case State.Failed failed ->
                throw new JournalFailure("the journal failed before, what it holds is unknown: start the node anew");
        };
    }
}
