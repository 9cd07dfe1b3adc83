package dev.synod.node;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What doors ask of a node. Any thread may call; every future completes, at the latest when its time is over. It does
 * so exceptionally only where a query of the caller's own threw.
 */
public interface Coordinator {

    /** Has a command chosen and applied. */
    CompletableFuture<Answer<Outcome>> submit(Command command, Duration within);

    /** Reads the state as of now: every command answered before this call is in it. */
    <T> CompletableFuture<Answer<T>> read(Function<Coordination, T> query, Duration within);

    /** Reads what this node has learned. Asks nobody. */
    <T> CompletableFuture<Answer<T>> readLocally(Function<Coordination, T> query);

    /** As {@link #read}, and the session's time to live begins anew once a quorum has confirmed the president. */
    <T> CompletableFuture<Answer<T>> renew(SessionId session, Function<Coordination, T> query, Duration within);

    /**
     * Waits until the query has an answer in what this node has learned: asked at once, and again after each change of
     * what {@code subject} names. Empty when the time is over.
     */
    <T> CompletableFuture<Answer<Optional<T>>> await(
            Subject subject, Function<Coordination, Optional<T>> query, Duration within);

    /**
     * Completes when this node has applied {@code position}, or with {@link Answer.NotCaughtUp} after {@code
     * within}.
     */
    CompletableFuture<Answer<Position>> caughtUp(Position position, Duration within);

    /**
     * About how long a lock will still be withheld after its holder's session expired. For people: it decides
     * nothing.
     */
    CompletableFuture<Answer<Duration>> delayLeft(LockName lock);

    /** Asks the president for a change of the cluster itself: passed on until it rules. */
    CompletableFuture<Answer<Ruling>> move(Motion motion, Duration within);

    /**
     * All that this node has learned, as a snapshot. Asks nobody. Completes exceptionally where the node is overloaded
     * or has ended.
     */
    CompletableFuture<Snapshot> snapshot();

    /** How the node stands, as of its last turn. */
    Standing standing();

    /**
     * Hands the presidency over if this node has it, to {@code to} or else to the most advanced peer. Completes when
     * this node presides no longer, with true, or when the time is over, with false.
     */
    CompletableFuture<Boolean> handOver(Optional<NodeId> to, Duration within);
}
