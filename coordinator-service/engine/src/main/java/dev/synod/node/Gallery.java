package dev.synod.node;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Change;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.Coordination;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** The replicated state as this node has it, and those who look at it and wait for it to change. */
final class Gallery {

    private final Watches watches = new Watches();
    private final int bound;
    private final Supplier<Slot> applied;
    private Enactment enacted = new Enactment(new Coordination());

    /** At most {@code bound} may wait; everything through {@code applied} is applied. */
    Gallery(int bound, Supplier<Slot> applied) {
        this.bound = bound;
        this.applied = applied;
    }

    /** Shows another state. */
    void replace(Coordination state) {
        enacted = new Enactment(state);
        watches.noteAll();
    }

    /** What ends by time in this state, as the changes that tell of its beginning. */
    List<Change> running() {
        return enacted.state().running();
    }

    /** Applies a command, and notes what it has changed. */
    Applied apply(Position at, Submission submission) {
        var applied = enacted.submitted(at, submission);
        applied.changes().forEach(watches::note);
        return applied;
    }

    /** A presidency was opened. */
    void opened(Slot at, Ballot ballot) {
        enacted.opened(at, ballot).forEach(watches::note);
    }

    /** Others belong to the cluster than {@code before}. */
    void reconfigured(Slot at, Configuration before, Configuration now) {
        enacted.reconfigured(at, before, now).forEach(watches::note);
    }

    /** Answers those whose wait this turn has ended. */
    void turnEnds() {
        watches.look();
        watches.arrived(position());
    }

    private Position position() {
        return new Position(applied.get().number());
    }

    /** The answer to whoever asks now. */
    <T> Answer<T> done(T value) {
        return new Answer.Done<>(value, position());
    }

    /** Evaluates a query on the state. */
    <T> void answer(Function<Coordination, T> query, CompletableFuture<Answer<T>> answer) {
        try {
            if (!answer.isDone()) {
                answer.complete(done(query.apply(enacted.state())));
            }
        } catch (RuntimeException failed) { // a caller's mistake is the caller's, not the loop's
            answer.completeExceptionally(failed);
        }
    }

    /** Waits for an answer; what is given back gives up waiting, and is empty where nobody waits. */
    <T> Optional<Runnable> await(
            Subject subject,
            Function<Coordination, Optional<T>> query,
            CompletableFuture<Answer<Optional<T>>> answer) {
        if (watches.size() >= bound) {
            answer.complete(new Answer.Overloaded<>());
            return Optional.empty();
        }
        var watch = new Watches.Watch(subject, () -> {
            if (!answer.isDone() && query.apply(enacted.state()).isPresent()) {
                answer(query, answer);
            }
            return answer.isDone();
        });
        if (watch.settled().getAsBoolean()) {
            return Optional.empty();
        }
        watches.add(watch);
        return Optional.of(() -> {
            watches.remove(watch);
            answer.complete(done(Optional.empty()));
        });
    }

    /** Waits until {@code wanted} is applied; what is given back gives up waiting. */
    Runnable arrival(Position wanted, CompletableFuture<Answer<Position>> answer) {
        watches.arrival(wanted, answer);
        return () -> {
            if (answer.complete(new Answer.NotCaughtUp<>())) {
                watches.forgetLate();
            }
        };
    }
}
