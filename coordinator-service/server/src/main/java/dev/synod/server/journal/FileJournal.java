package dev.synod.server.journal;

import dev.synod.node.Journal;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.segment.BatchWriter;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.segment.Recovery;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal in files, in a directory that belongs to one node for ever.
 *
 * <p>Throws {@link JournalRefused} where the directory is not this node's to use, {@link JournalDamaged} where
 * something durable is lost, {@link JournalFailure} where the disk fails; after that it refuses every call but {@link
 * #close}.
 *
 * <p>Used by one thread, which nobody may interrupt: an interrupt closes the file under it.
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

    @Override
    public void replay(Consumer<Persist> memory) {
        if (!(state instanceof State.Unread)) {
            throw new IllegalStateException("the memory is told once, and not by a closed journal");
        }
        state = State.Failed.FAILED;
        try {
            state = new State.Writing(new Recovery(directory.segments(), memory).recover());
        } catch (IOException failed) {
            throw new JournalFailure("the journal cannot be read: " + failed, failed);
        }
    }

    @Override
    public void append(Persist written) {
        State.Writing writing = writing();
        // Whatever leaves this method early, leaves a journal of which nobody knows what it holds.
        state = State.Failed.FAILED;
        try {
            writing.writer().append(written);
        } catch (IOException failed) {
            throw new JournalFailure("the journal cannot be written: " + failed, failed);
        }
        state = writing;
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return Optional.empty();
    }

    @Override
    public boolean keep(Snapshot snapshot) {
        return false;
    }

    @Override
    public boolean beginAnew(Slot through, List<Persist> memory) {
        return false;
    }

    @Override
    public boolean sync() {
        State.Writing writing = writing();
        state = State.Failed.FAILED;
        try {
            writing.writer().sync();
        } catch (IOException failed) {
            throw new JournalFailure("the journal cannot be made durable: " + failed, failed);
        }
        state = writing;
        return true;
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
