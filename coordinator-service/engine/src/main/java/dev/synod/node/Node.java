package dev.synod.node;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One coordinator: takes inputs from any thread into its mailbox, and does all its work in {@link #turn}, which one
 * thread calls (in production {@link NodeLoop}, in a simulation the simulator).
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Node implements Coordinator, Transport.Inbox {

    /** Opens the journal's memory and begins to follow. */
    public Node(Settings settings, Ports ports) {
        throw new IllegalStateException();
    }

    /** Takes what is in the mailbox and what is due, steps the pure rooms, persists, sends, answers. */
    public void turn() {
        throw new IllegalStateException();
    }

    /** When the next turn is due though no input comes, by {@link Clock#nanos}. */
    public long dueNanos() {
        throw new IllegalStateException();
    }

    @Override
    public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
        throw new IllegalStateException();
    }

    @Override
    public <T> CompletableFuture<Answer<T>> read(Function<Coordination, T> query, Duration within) {
        throw new IllegalStateException();
    }

    @Override
    public <T> CompletableFuture<Answer<T>> readLocally(Function<Coordination, T> query) {
        throw new IllegalStateException();
    }

    @Override
    public <T> CompletableFuture<Answer<T>> renew(SessionId session, Function<Coordination, T> query, Duration within) {
        throw new IllegalStateException();
    }

    @Override
    public <T> CompletableFuture<Answer<Optional<T>>> await(
            Subject subject, Function<Coordination, Optional<T>> query, Duration within) {
        throw new IllegalStateException();
    }

    @Override
    public CompletableFuture<Answer<Position>> caughtUp(Position position, Duration within) {
        throw new IllegalStateException();
    }

    @Override
    public Standing standing() {
        throw new IllegalStateException();
    }

    @Override
    public CompletableFuture<Boolean> handOver(Duration within) {
        throw new IllegalStateException();
    }

    @Override
    public void received(NodeId from, PeerMessage message) {
        throw new IllegalStateException();
    }

    @Override
    public void lost(NodeId peer) {
        throw new IllegalStateException();
    }
}
