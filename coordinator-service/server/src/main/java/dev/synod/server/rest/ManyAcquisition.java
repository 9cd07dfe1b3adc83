package dev.synod.server.rest;

import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Outcome.LocksUnavailable;
import dev.synod.coordination.Outcome.LocksUnavailable.Occupied;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.node.Subject;
import dev.synod.server.rest.asking.Deadline;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.waiting.Connection;
import dev.synod.server.rest.waiting.Ended;
import dev.synod.server.rest.waiting.Waits;
import dev.synod.server.shown.Shown;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** One request's way to several locks at once; see {@link Acquisition}, which it follows step by step. */
@Component
class ManyAcquisition {

    private static final Duration LOOK_UP = Duration.ofMillis(250);

    private final NodeRequests node;
    private final Waits waits;

    ManyAcquisition(NodeRequests node, Waits waits) {
        this.node = node;
        this.waits = waits;
    }

    Reply take(Command.AcquireMany acquire, Duration wait, Connection connection) {
        Deadline waitOver = Deadline.in(wait);
        Deadline requestOver = Deadline.in(wait.plus(NodeRequests.REQUEST_TIME));
        Answer<Outcome> answer = node.submit(acquire, requestOver.left());
        if (answer instanceof Answer.Done<Outcome>(Outcome.ManyWaits(var place), var _, var _) && !wait.isZero()) {
            return waitInQueues(new Queued(acquire, place.session(), connection, requestOver), waitOver.left());
        }
        if (answer instanceof Answer.Done<Outcome>(LocksUnavailable refused, var position, var known)) {
            return Replies.telling(known, unavailable(refused, position));
        }
        return node.replies().to(answer);
    }

    /** A request whose hold stands in the queues. */
    private record Queued(
            Command.AcquireMany acquire, SessionId session, Connection connection, Deadline requestOver) {

        HoldName hold() {
            return acquire.hold();
        }

        boolean ownsSession() {
            return acquire.owner() instanceof Owner.OwnSession;
        }

        boolean keepsItsPlace() {
            return acquire.waiting() instanceof Waiting.InQueue;
        }
    }

    /** What has become of a hold that stood in the queues. */
    private sealed interface Fate {

        record Granted(ManyHold hold) implements Fate {}

        record StillWaiting(ManyHold hold) implements Fate {}

        record SessionOver(Position ended) implements Fate {}

        /** Released by somebody else, or broken. */
        record Gone() implements Fate {}
    }

    /** A fate, and what is not free at that time. */
    private record View(Fate fate, LocksUnavailable locks) {}

    private Reply waitInQueues(Queued queued, Duration wait) {
        CompletableFuture<Answer<Optional<Fate>>> settled =
                node.await(new Subject.OfManyHold(queued.hold()), state -> settled(state, queued), wait);
        return switch (waits.forAnswer(settled, queued.connection(), LOOK_UP, () -> keepAlive(queued))) {
            case Ended.Answered<Answer<Optional<Fate>>>(Answer.Done<Optional<Fate>>(var fate, var position, var _)) ->
                fate.map(known -> reply(known, queued, position)).orElseGet(() -> waitIsOver(queued));
            case Ended.Answered<Answer<Optional<Fate>>> _, Ended.Closing<Answer<Optional<Fate>>> _ ->
                withoutLocks(queued, (locks, position) -> node.replies().overloaded());
            case Ended.ClientGone<Answer<Optional<Fate>>> _ -> waitIsOver(queued);
        };
    }

    private void keepAlive(Queued queued) {
        if (queued.ownsSession()) {
            node.keepAlive(queued.session());
        }
    }

    private Reply waitIsOver(Queued queued) {
        return withoutLocks(queued, this::unavailable);
    }

    /** Ends a wait: keeps the places, or leaves them and answers {@code left} where nothing was granted first. */
    private Reply withoutLocks(Queued queued, BiFunction<LocksUnavailable, Position, Reply> left) {
        boolean leaves = !queued.keepsItsPlace();
        if (leaves && !hasLeft(queued)) {
            return node.replies().unknownOutcome();
        }
        Answer<View> answer = node.ask(
                Consistency.LOCAL,
                state -> new View(fate(state, queued), state.unavailable(queued.acquire().locks())));
        if (!(answer instanceof Answer.Done<View>(var view, var position, var _))) {
            return node.replies().unknownOutcome();
        }
        boolean hasLeft =
                switch (view.fate()) {
                    case Fate.Granted _ -> false;
                    case Fate.SessionOver _ -> leaves && queued.ownsSession();
                    case Fate.StillWaiting _, Fate.Gone _ -> leaves;
                };
        return hasLeft ? left.apply(view.locks(), position) : reply(view.fate(), queued, position);
    }

    private boolean hasLeft(Queued queued) {
        var leave = new Command.LeaveMany(queued.hold(), queued.acquire().attempt());
        return node.submit(leave, queued.requestOver().left()) instanceof Answer.Done<Outcome>;
    }

    private Reply unavailable(LocksUnavailable refused, Position position) {
        var locks = refused.locks().stream()
                .map(lock -> new Occupied(
                        lock.lock(),
                        lock.holders(),
                        lock.queueLength(),
                        lock.withheld().map(delay -> node.delayLeft(lock.lock(), delay))))
                .toList();
        return Outcomes.reply(new LocksUnavailable(locks), position);
    }

    private static Reply reply(Fate fate, Queued queued, Position position) {
        return switch (fate) {
            case Fate.Granted(var hold) -> new Reply.Found(Shown.many(hold), position);
            case Fate.StillWaiting(var hold) -> new Reply.Found(Shown.many(hold), position);
            case Fate.SessionOver(var ended) -> Outcomes.sessionEnded(queued.session(), ended, position);
            case Fate.Gone() -> Outcomes.holdReleased(position);
        };
    }

    private static Optional<Fate> settled(Coordination state, Queued queued) {
        Fate fate = fate(state, queued);
        return fate instanceof Fate.StillWaiting ? Optional.empty() : Optional.of(fate);
    }

    private static Fate fate(Coordination state, Queued queued) {
        // A hold of the same name in another session is another hold: this one's own session has ended.
        Optional<ManyHold> hold =
                state.hold(queued.hold()).filter(found -> found.session().equals(queued.session()));
        if (hold.isEmpty()) {
            return state.ended(queued.session()).<Fate>map(Fate.SessionOver::new).orElseGet(Fate.Gone::new);
        }
        return switch (hold.get().state()) {
            case Hold.State.Held _ -> new Fate.Granted(hold.get());
            case Hold.State.Waiting _ -> new Fate.StillWaiting(hold.get());
        };
    }
}
