package dev.synod.node;

import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What this node must not forget: a snapshot, and what happened since. A port: files, a database or a simulation stand
 * behind it, and keep one contract.
 *
 * <p>Used by one thread, except where it says otherwise. Whatever it throws ends the node: after a failed write or
 * fsync nobody knows what is stored, and it is never tried again. Want of room is no failure: it is told by {@code
 * false}, before anything is written.
 */
public interface Journal extends AutoCloseable {

    /**
     * Whether this memory outlasts the process. A node with one that does not never votes, whoever makes it a member:
     * it would forget its promises (law P1A).
     */
    default boolean lasts() {
        return true;
    }

    /**
     * The snapshot over which the memory last began anew; empty where it never did. Any thread may ask, also before
     * {@link #replay}.
     */
    Optional<Snapshot> snapshot();

    /** Tells every record since {@link #snapshot}, oldest first. Called once, before the first {@link #append}. */
    void replay(Consumer<Persist> memory);

    /** Writes a record after all the others. Not durable yet. */
    void append(Persist written);

    /**
     * Makes durable everything appended, and tells true; or tells false where there is no room for it: then it is all
     * still to be made durable by a later call, and nothing of it may be relied on.
     */
    boolean sync();

    /**
     * Makes sure that this memory is still the node's own, where another process can have taken it over; throws where
     * it is not. Asked before the node gives its word on something with nothing new to write.
     */
    void checkOwned();

    /**
     * Stores a snapshot durably beside the one in use, which stays in use. Any thread may call, one at a time. False
     * where there is no room: then nothing has changed.
     */
    boolean keep(Snapshot snapshot);

    /**
     * Begins anew over a snapshot that was kept: from here on nothing is remembered but it and {@code memory}, durably
     * and at once; what was written before may go. Called with nothing unsynced. False where there is no room: then
     * nothing has changed.
     */
    boolean beginAnew(Slot through, List<Persist> memory);

    @Override
    void close();
}
