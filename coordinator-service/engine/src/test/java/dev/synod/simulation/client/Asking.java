package dev.synod.simulation.client;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Session;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.node.Answer;
import dev.synod.node.Subject;
import dev.synod.simulation.history.History.Query;
import dev.synod.simulation.history.History.Reading;
import dev.synod.simulation.history.Mind;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The requests that clients make. */
final class Asking {

    /** For what a node answers by itself. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private Asking() {}

    static Request<Outcome> toDo(Command command, Duration within) {
        return new Request<>(
                new Query<>(new Question.Does(command), Reading.FRESH, Result.Came::new),
                door -> door.submit(command, within),
                within);
    }

    /** The same, from one who says what it knows. */
    static Request<Outcome> toDo(Command command, Mind.Knowledge knowing, Duration within) {
        Command told = new Command.Knowing(knowing.context(), command);
        return new Request<>(
                new Query<>(new Question.Does(told, Optional.of(knowing)), Reading.FRESH, Result.Came::new),
                door -> door.submit(told, within),
                within);
    }

    static Request<Lock> lock(LockName name, Duration within) {
        return new Request<>(
                new Query<>(new Question.SeesLock(name), Reading.FRESH, Result.SawLock::new),
                door -> door.read(state -> state.lock(name), within),
                within);
    }

    static Request<Election> election(ElectionName name, Duration within) {
        return new Request<>(
                new Query<>(new Question.SeesElection(name), Reading.FRESH, Result.SawElection::new),
                door -> door.read(state -> state.election(name), within),
                within);
    }

    /** Reads a lock as a node has learned it, once it has learned {@code position}, as a door does for Synod-After. */
    static Request<Lock> lockAfter(LockName name, Position position, Duration within) {
        return new Request<>(
                new Query<>(new Question.SeesLearnedLock(name), new Reading.After(position), Result.SawLock::new),
                door -> door.caughtUp(position, within).thenCompose(answer -> switch (answer) {
                    case Answer.Done<Position> reached -> door.readLocally(state -> state.lock(name));
                    case Answer.NotCaughtUp<Position> late -> completedFuture(new Answer.NotCaughtUp<>());
                    case Answer.Overloaded<Position> full -> completedFuture(new Answer.Overloaded<>());
                    case Answer.NoQuorum<Position> alone -> completedFuture(new Answer.NoQuorum<>());
                    case Answer.Unknown<Position> open -> completedFuture(new Answer.Unknown<>());
                }),
                within);
    }

    /** The digest of what a node has learned. */
    static Request<Long> digest() {
        return new Request<>(
                new Query<>(new Question.SeesDigest(), Reading.LOCAL, Result.SawDigest::new),
                door -> door.readLocally(state -> state.digest()),
                AT_ONCE);
    }

    static Request<Optional<Session>> keepAlive(SessionId session, Duration within) {
        return new Request<>(
                new Query<>(
                        new Question.Renews(session), Reading.FRESH, found -> new Result.Renewed(found.isPresent())),
                door -> door.renew(session, state -> state.session(session), within),
                within);
    }

    /** What became of a hold that waits. */
    sealed interface Settled {

        record Granted(Hold hold) implements Settled {}

        record Gone() implements Settled {}
    }

    static Request<Optional<Settled>> settled(LockName lock, HoldName hold, Duration within) {
        return new Request<>(
                new Query<>(new Question.Other("settled " + hold + " of " + lock), Reading.LOCAL, Asking::seen),
                door -> door.await(new Subject.OfHold(lock, hold), state -> settled(state.hold(lock, hold)), within),
                within);
    }

    private static Optional<Settled> settled(Optional<Hold> found) {
        if (found.isEmpty()) {
            return Optional.of(new Settled.Gone());
        }
        return found.get().state() instanceof Hold.State.Held
                ? Optional.of(new Settled.Granted(found.get()))
                : Optional.empty();
    }

    private static Result seen(Optional<Settled> settled) {
        return settled.isPresent() && settled.get() instanceof Settled.Granted(Hold hold)
                ? new Result.SawHold(hold)
                : new Result.Unjudged();
    }

    /** The term of a candidate, once it leads. */
    static Request<Optional<FencingToken>> leads(ElectionName election, CandidateName candidate, Duration within) {
        return new Request<>(
                local("leads " + candidate + " in " + election),
                door -> door.await(
                        new Subject.OfElection(election),
                        state -> state.election(election)
                                .leader()
                                .filter(leader -> leader.candidate().equals(candidate))
                                .flatMap(leader -> leader.term()),
                        within),
                within);
    }

    private static <T> Query<T> local(String what) {
        Function<T, Result> unjudged = seen -> new Result.Unjudged();
        return new Query<>(new Question.Other(what), Reading.LOCAL, unjudged);
    }
}
