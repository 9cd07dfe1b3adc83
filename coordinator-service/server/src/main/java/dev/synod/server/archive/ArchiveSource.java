package dev.synod.server.archive;

import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import java.util.List;
import java.util.Optional;

/**
 * Where an archive's events come from, and who is told how far it has come: this node. What cannot be answered now is
 * answered with nothing: the archive asks again.
 */
public interface ArchiveSource {

    /** How far this node has applied the ledger. */
    Position applied();

    /** Events after a position, in the order of the ledger and of their topics: whole decrees, about so many. */
    Page after(Position position, int limit);

    /** This node's ballot, while it presides. */
    Optional<Mandate> presiding();

    /** How far the replicated state believes that the ledger is archived; empty where it believes in no archive. */
    Optional<Position> told();

    /** Has the replicated state know how far the ledger is archived. It may be lost: then it is told again. */
    void tell(Optional<Position> through);

    /**
     * Some of what happened.
     *
     * @param through where no event is, none is after the asked position through this one
     */
    record Page(List<Event> events, Position through) {

        /** Nothing is known. */
        public static Page nothingAfter(Position position) {
            return new Page(List.of(), position);
        }
    }
}
