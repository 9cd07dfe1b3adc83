package dev.synod.coordination;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
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

    /**
     * Asks for several locks at once, all or none. The same again answers with the same hold.
     *
     * @param locks 1 to 64 different ones; kept in the order of their names
     * @param lockDelay how long each of them is withheld should this hold's session expire
     * @param attempt the request's own mark, for {@link LeaveMany}
     */
    record AcquireMany(
            HoldName hold,
            Owner owner,
            List<ManyHold.Share> locks,
            Duration lockDelay,
            Waiting waiting,
            AttemptId attempt)
            implements Command {

        public AcquireMany {
            Durations.check("a lock delay", lockDelay);
            if (locks.isEmpty() || locks.size() > ManyHold.MOST_LOCKS) {
                throw new IllegalArgumentException(
                        "locks must be 1 to " + ManyHold.MOST_LOCKS + ", not " + locks.size());
            }
            var byName = new TreeMap<LockName, ManyHold.Share>();
            for (ManyHold.Share share : locks) {
                if (byName.put(share.lock(), share) != null) {
                    throw new IllegalArgumentException("each lock must be named once, not " + share.lock() + " twice");
                }
            }
            locks = List.copyOf(byName.values());
        }
    }

    /** Gives a hold of several locks back, or leaves all the queues. With a token: only where it is this hold's. */
    record ReleaseMany(HoldName hold, Optional<FencingToken> token) implements Command {}

    /** Takes a hold of several locks out of all the queues, if it still waits for {@code attempt}. */
    record LeaveMany(HoldName hold, AttemptId attempt) implements Command {}

    /**
     * Takes the run of a job for one firing. The same session's claim again answers as the first.
     *
     * @param firing the instant at which the job was due
     * @param runner who runs it, for people to read
     * @param maxAttempts 1 to 1,000: how often it may be claimed in all; the first claim's counts
     */
    record ClaimRun(JobName job, Instant firing, SessionId session, String runner, int maxAttempts)
            implements Command {

        public ClaimRun {
            Texts.check("a runner", runner);
            if (maxAttempts < 1 || maxAttempts > 1_000) {
                throw new IllegalArgumentException("maxAttempts must be 1 to 1000, not " + maxAttempts);
            }
        }
    }

    /** The most events that one command publishes. */
    int MOST_DRAFTS = 500;

    /**
     * Publishes events of a session, all or none, in the order given.
     *
     * @param key a retry with the same key answers as the first request did
     * @param keys one for each event, or none at all: what was published under its key before is not published again,
     *     whatever else was asked for beside it then
     */
    record Publish(
            SessionId session, TopicName topic, List<Draft> drafts, Optional<String> key, List<String> keys)
            implements Command {

        /** Without keys of the single events. */
        public Publish(SessionId session, TopicName topic, List<Draft> drafts, Optional<String> key) {
            this(session, topic, drafts, key, List.of());
        }

        public Publish {
            if (!keys.isEmpty() && (keys.size() != drafts.size() || key.isPresent())) {
                throw new IllegalArgumentException("either all events have one key, or each has its own");
            }
            keys.forEach(text -> Texts.check("an idempotency key", text));
            keys = List.copyOf(keys);
            if (topic.isReserved()) {
                throw new IllegalArgumentException("the cluster alone publishes to " + topic);
            }
            if (drafts.isEmpty() || drafts.size() > MOST_DRAFTS) {
                throw new IllegalArgumentException(
                        "must have 1 to " + MOST_DRAFTS + " events, not " + drafts.size());
            }
            drafts = List.copyOf(drafts);
            key.ifPresent(text -> Texts.check("an idempotency key", text));
        }
    }

    /** Whether a cursor may be put back. */
    enum Rewind {
        IGNORED,
        ALLOWED
    }

    /** Puts a consumer's cursor after the event of this sequence; 0 is before the first. */
    record PutCursor(TopicName topic, ConsumerName consumer, long sequence, Rewind rewind) implements Command {

        public PutCursor {
            if (sequence < 0) {
                throw new IllegalArgumentException("a cursor stands at 0 or more, not " + sequence);
            }
        }
    }

    /** Forgets a consumer's cursor. */
    record ForgetCursor(TopicName topic, ConsumerName consumer) implements Command {}

    /**
     * How far the archive has come: no later event is trimmed, until a bound is reached.
     *
     * @param through empty where no archive is kept: then nothing is held back for it
     */
    record ArchiveReached(Optional<Position> through) implements Command {}

    /** An operator sets how many of its newest events each topic keeps: as many as both bounds allow, at least one. */
    record KeepEvents(int events, long bytes) implements Command {

        public KeepEvents {
            if (events < 1 || bytes < 1) {
                throw new IllegalArgumentException(
                        "a topic keeps 1 event and 1 byte or more, not " + events + " and " + bytes);
            }
        }
    }

    /** Says how a run ended. The same again answers as the first. */
    record FinishRun(
            JobName job, Instant firing, FencingToken token, Run.Verdict verdict, Optional<String> detail)
            implements Command {

        public FinishRun {
            detail.ifPresent(text -> Texts.check("a detail", text));
        }
    }

    /**
     * A command of one who tells what it knows: that is merged into the clock of the session that the command names or
     * opens, whatever comes of the command itself.
     */
    record Knowing(CausalContext context, Command command) implements Command {

        public Knowing {
            if (!command.namesSession()) {
                throw new IllegalArgumentException("whose clock should learn from " + command + "?");
            }
        }
    }

    /** Whether it names a session, by its id or by what it has, or opens one: whose clock can learn. */
    default boolean namesSession() {
        return switch (this) {
            case OpenSession open -> true;
            case CloseSession close -> true;
            case Acquire acquire -> true;
            case Release release -> true;
            case EnterElection enter -> true;
            case Withdraw withdraw -> true;
            case Publish publish -> true;
            case AcquireMany acquire -> true;
            case ReleaseMany release -> true;
            case ClaimRun claim -> true;
            case LeaveMany leave -> false;
            case FinishRun finish -> true;
            case ExpireSession expire -> false;
            case LeaveQueue leave -> false;
            case BreakLock breaking -> false;
            case LiftDelay lift -> false;
            case TransferLead transfer -> false;
            case PutCursor put -> false;
            case ForgetCursor forget -> false;
            case ArchiveReached reached -> false;
            case KeepEvents keep -> false;
            case Knowing knowing -> false;
        };
    }
}
