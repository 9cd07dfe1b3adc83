package dev.synod.coordination;

import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client, or the president on behalf of time, asks of the replicated state. One command is one slot.
 *
 * <p>Durations reach from zero, times to live from one nanosecond, to 1,000 days, and free text has no unpaired
 * surrogate; all else is an IllegalArgumentException with a sentence that a user can act on.
 */
public sealed interface Command {

    /**
     * Opens a session.
     *
     * @param metadata kept and shown in the order of its keys
     * @param key a retry with the same key, while the session lives, answers with that session
     */
    record OpenSession(ProcessName process, Duration ttl, Map<String, String> metadata, Optional<String> key)
            implements Command {

        public OpenSession {
            Durations.checkTtl(ttl);
            // Sorted, because the order of a hash differs from one node's process to the next.
            metadata.forEach((name, value) -> {
                Texts.check("a metadata key", name);
                Texts.check("metadata", value);
            });
            key.ifPresent(text -> Texts.check("an idempotency key", text));
            metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        }
    }

    /** Ends a session by its client's wish. */
    record CloseSession(SessionId session) implements Command {}

    /** Ends a session because the president has counted its TTL down. */
    record ExpireSession(SessionId session) implements Command {}

    /**
     * Asks for a lock. The same again answers with the same hold.
     *
     * @param lockDelay how long the lock is withheld should this hold's session expire
     * @param attempt the request's own mark, for {@link LeaveQueue}
     */
    record Acquire(
            LockName lock,
            HoldName hold,
            Owner owner,
            Mode mode,
            Duration lockDelay,
            Waiting waiting,
            AttemptId attempt)
            implements Command {

        public Acquire {
            Durations.check("a lock delay", lockDelay);
        }
    }

    /** Gives a hold back, or leaves the queue. With a token: only where it is this hold's. */
    record Release(LockName lock, HoldName hold, Optional<FencingToken> token) implements Command {}

    /** Takes a hold out of the queue, if it still waits there for {@code attempt}. */
    record LeaveQueue(LockName lock, HoldName hold, AttemptId attempt) implements Command {}

    /** An operator takes the lock from its holders, and gives it to whoever waits next. */
    record BreakLock(LockName lock, Optional<String> reason) implements Command {

        public BreakLock {
            reason.ifPresent(text -> Texts.check("a reason", text));
        }
    }

    /** The president has counted down the delay that began at {@code since}: the lock is withheld no longer. */
    record LiftDelay(LockName lock, Position since) implements Command {}

    /** Stands in an election. The same again updates value and priority, and keeps the place. */
    record EnterElection(
            ElectionName election, CandidateName candidate, Owner owner, String value, int priority)
            implements Command {

        public EnterElection {
            Texts.check("a candidate's value", value);
        }
    }

    /** Withdraws a candidate. */
    record Withdraw(ElectionName election, CandidateName candidate) implements Command {}

    /** Hands the lead to another candidate. */
    record TransferLead(ElectionName election, CandidateName to) implements Command {}
}
