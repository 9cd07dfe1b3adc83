package dev.synod.node;

import dev.synod.paxos.Effect.Persist;
import java.util.function.Consumer;

/**
 * What this node must not forget. A port: files, a database or a simulation stand behind it, and keep one contract.
 *
 * <p>Used by one thread. Whatever it throws ends the node: after a failed write or fsync nobody knows what is stored,
 * and it is never tried again.
 */
public interface Journal extends AutoCloseable {

    /** Tells every record that survived, oldest first. Called once, before the first {@link #append}. */
    void replay(Consumer<Persist> memory);

    /** Writes a record after all the others. Not durable yet. */
    void append(Persist written);

    /** Returns when everything appended is durable. */
    void sync();

    @Override
    void close();
}
