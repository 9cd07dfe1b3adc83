package dev.synod.simulation.client;

import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Subject;
import dev.synod.simulation.history.History.Query;
import dev.synod.simulation.history.History.Reading;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.history.Operation.Result.SawEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The requests of those who look at events, runs, and several locks at once. */
final class Looking {

    /** For what a node answers by itself. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private Looking() {}

    private static <R extends Result> Request<R> fresh(
            String what, Function<Coordination, R> look, Duration within) {
        Query<R> query = new Query<>(new Question.Looks(what, look::apply), Reading.FRESH, seen -> seen);
        return new Request<>(query, door -> door.read(look, within), within);
    }

    private static <R extends Result> Request<R> local(String what, Function<Coordination, R> look) {
        Query<R> query = new Query<>(new Question.Looks(what, look::apply), Reading.LOCAL, seen -> seen);
        return new Request<>(query, door -> door.readLocally(look), AT_ONCE);
    }

    /** A part of a topic. */
    record Page(TopicName topic, long after, int limit) {

        SawEvents seen(Coordination state) {
            return new SawEvents(
                    state.topics().seen(topic), after, limit, state.topics().events(topic, after, limit));
        }
    }

    static Request<SawEvents> events(Page page, Duration within) {
        return fresh(page.toString(), page::seen, within);
    }

    static Request<SawEvents> learnedEvents(Page page) {
        return local(page.toString(), page::seen);
    }

    /** Waits for the next event of a topic, at any node. */
    static Request<Optional<SawEvents>> nextEvents(Page page, Duration within) {
        Query<Optional<SawEvents>> query = new Query<>(
                new Question.Looks("next of " + page, page::seen),
                Reading.LOCAL,
                seen -> seen.isPresent() ? seen.get() : new Result.Unjudged());
        return new Request<>(
                query,
                door -> door.await(
                        new Subject.OfTopic(page.topic()),
                        state -> Optional.of(page.seen(state)).filter(seen -> !seen.events().isEmpty()),
                        within),
                within);
    }

    static Request<Result.SawClock> clock(SessionId session, Duration within) {
        return fresh("clock of " + session, state -> new Result.SawClock(session, state.clock(session)), within);
    }

    static Request<Result.SawCursor> cursor(TopicName topic, ConsumerName consumer, Duration within) {
        return fresh(
                "cursor of " + consumer + " in " + topic,
                state -> new Result.SawCursor(state.cursor(topic, consumer)),
                within);
    }

    static Request<Result.SawRun> run(JobName job, Instant firing, Duration within) {
        return fresh("run of " + job + " at " + firing, state -> new Result.SawRun(state.run(job, firing)), within);
    }

    /** Several locks at one moment, with the holds of several among their holders and in their queues. */
    static Request<Result.SawTogether> together(List<LockName> locks, Duration within) {
        return fresh("together " + locks, state -> together(state, locks), within);
    }

    private static Result.SawTogether together(Coordination state, List<LockName> names) {
        List<Lock> locks = names.stream().map(state::lock).toList();
        List<ManyHold> holds = locks.stream()
                .flatMap(lock -> Stream.concat(lock.holders().stream(), lock.waiting().stream()))
                .map(Hold::hold)
                .distinct()
                .flatMap(name -> state.hold(name).stream())
                .toList();
        return new Result.SawTogether(locks, holds);
    }

    /** What became of a hold of several locks that waits. */
    static Request<Optional<Optional<ManyHold>>> settled(HoldName hold, Duration within) {
        Query<Optional<Optional<ManyHold>>> query = new Query<>(
                new Question.Other("settled " + hold), Reading.LOCAL, seen -> new Result.Unjudged());
        return new Request<>(
                query,
                door -> door.await(
                        new Subject.OfManyHold(hold),
                        state -> state.hold(hold).filter(Looking::waits).isPresent()
                                ? Optional.empty()
                                : Optional.of(state.hold(hold)),
                        within),
                within);
    }

    private static boolean waits(ManyHold hold) {
        return hold.state() instanceof Hold.State.Waiting;
    }
}
