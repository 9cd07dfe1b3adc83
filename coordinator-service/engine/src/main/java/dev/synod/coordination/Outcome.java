package dev.synod.coordination;

import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a command, as the state stands after its decree: the same on every node. A refusal is an outcome too,
 * and has changed nothing; only {@link LockUnavailable} may have taken a hold out of the queue that stood there before.
 */
public sealed interface Outcome {

    record SessionOpened(Session session) implements Outcome {}

    /** Done, or already so: there is nothing to tell. */
    record Done() implements Outcome {}

    record Held(Hold hold) implements Outcome {}

    record Waits(Hold hold) implements Outcome {}

    /**
     * The lock is not free, and the hold does not wait.
     *
     * @param withheld the whole delay, where a lock delay is why; how much of it is left, a clock must tell
     */
    record LockUnavailable(List<Hold> holders, int queueLength, Optional<Duration> withheld) implements Outcome {}

    /**
     * The same id with something else than before.
     *
     * @param detail a sentence that names the difference
     */
    record Conflict(String detail) implements Outcome {}

    /** This hold id of this lock was used up in this session before. */
    record HoldReleased() implements Outcome {}

    record NoSuchSession(SessionId session) implements Outcome {}

    record SessionEnded(SessionId session, Position endedPosition) implements Outcome {}

    /** The session has ended so long ago that it is not remembered where: if it ever was, which nobody can tell. */
    record SessionForgotten(SessionId session) implements Outcome {}

    /**
     * The token named is not current.
     *
     * @param current the largest token of the lock's holders, empty while nobody holds it
     */
    record StaleToken(Optional<FencingToken> current) implements Outcome {}

    record KeyReused(String key) implements Outcome {}

    /**
     * A bound of the replicated state is reached.
     *
     * @param what a sentence that names it
     */
    record QuotaReached(String what) implements Outcome {}

    record Entered(Candidate candidate) implements Outcome {}

    record NoSuchCandidate() implements Outcome {}

    record Transferred(Election election) implements Outcome {}

    record ManyHeld(ManyHold hold) implements Outcome {}

    record ManyWaits(ManyHold hold) implements Outcome {}

    /**
     * Not all of several locks are free, and the hold does not wait.
     *
     * @param locks those that are not, by name
     */
    record LocksUnavailable(List<Occupied> locks) implements Outcome {

        /**
         * A lock that is not free, or that others wait for.
         *
         * @param withheld the whole delay, where a lock delay is why
         */
        public record Occupied(LockName lock, List<Hold> holders, int queueLength, Optional<Duration> withheld) {}
    }

    /** The run as its claimer, or whoever has said how it ended, finds it. */
    record RunFound(Run run) implements Outcome {}

    /**
     * The run is not to be had: another has it or has finished it, it has no attempts left, or another outcome was
     * said of it.
     *
     * @param run as it stands; empty where it is older than the runs that the job still remembers
     */
    record AlreadyClaimed(Optional<Run> run) implements Outcome {}

    record NoSuchRun() implements Outcome {}
    /** The events as they were chosen, in the order given. */
    record Published(List<Event> events) implements Outcome {}

    /** A cause that cannot be seen, and that the session's clock does not cover. */
    record NoSuchEvent(EventId event) implements Outcome {}

    /**
     * What the request claimed to know cannot be known.
     *
     * @param detail a sentence that says why
     */
    record InvalidContext(String detail) implements Outcome {}

    /** The idempotency key may have been used before, so long ago that what came of it is not remembered. */
    record KeyForgotten(String key) implements Outcome {}

    /**
     * The archive lags behind so far that publishing must wait for it.
     *
     * @param what a sentence that names the bound
     */
    record BacklogFull(String what) implements Outcome {}

    /** Where the consumer's cursor stands now. */
    record CursorStands(long sequence) implements Outcome {}

    /**
     * A cursor can stand at the topic's last event, and no further.
     *
     * @param last the sequence of that event
     */
    record BeyondLast(long last) implements Outcome {}
}
