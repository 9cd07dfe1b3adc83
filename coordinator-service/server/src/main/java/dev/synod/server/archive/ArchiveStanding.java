package dev.synod.server.archive;

import dev.synod.coordination.name.Position;
import java.util.Optional;

/**
 * How an archive stands, for people.
 *
 * @param through how far this node knows the ledger to be archived
 * @param lag decrees that were applied since, where this node archives; 0 where another one does
 * @param written events that this node archived since it started
 * @param missed events that the replicated state had let go of before this node could archive them
 * @param failure why the database is left alone
 */
public record ArchiveStanding(
        Duty duty, Position through, long lag, long written, long missed, Optional<String> failure) {

    /** Who archives. */
    public enum Duty {
        /** This node. */
        OURS,
        /** The president, which is another node. */
        ANOTHERS
    }
}
