package dev.synod.server.rest;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.node.Subject;
import dev.synod.server.rest.asking.Deadline;
import dev.synod.server.rest.asking.Knowing;
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

/**
 * One request's way to a lock: ask, wait in the queue, and leave it when the wait ends without the lock.
 *
 * <p>Leaving is a decree, and the lock may be granted by an earlier one. So whoever leaves looks again, and a hold that
 * was granted meanwhile is a hold.
 */
@Component
class Acquisition {

    /** How often a waiting request looks whether its client is still there: a place in a queue is at stake. */
    private static final Duration LOOK_UP = Duration.ofMillis(250);

    private final NodeRequests node;
    private final Waits waits;

    Acquisition(NodeRequests node, Waits waits) {
        this.node = node;
        this.waits = waits;
    }

    /**
     * Takes a lock, or waits for it.
     *
     * @param told what the request says to know
     */
    Reply take(Command.Acquire acquire, CausalContext told, Duration wait, Connection connection) {
        Deadline waitOver = Deadline.in(wait);
        Deadline requestOver = Deadline.in(wait.plus(NodeRequests.REQUEST_TIME));
        Answer<Outcome> answer = node.submit(Knowing.of(acquire, told), requestOver.left());
        if (answer instanceof Answer.Done<Outcome>(Outcome.Waits(var place), var _, var _) && !wait.isZero()) {
            Queued queued = new Queued(acquire, place.session(), connection, requestOver);
            return waitInQueue(queued, waitOver.left());
        }
        if (answer instanceof Answer.Done<Outcome>(Outcome.LockUnavailable refused, var position, var known)) {
            return Replies.telling(known, unavailable(acquire.lock(), refused, position));
        }
        return node.replies().to(answer);
    }

    /** A request whose hold stands in the queue. */
    private record Queued(Command.Acquire acquire, SessionId session, Connection connection, Deadline requestOver) {

        LockName lock() {
            return acquire.lock();
        }

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

    /** What has become of a hold that stood in the queue. */
    private sealed interface Fate {

        record Granted(Hold hold) implements Fate {}

        record StillWaiting(Hold hold) implements Fate {}

        record SessionOver(Position ended) implements Fate {}

        /** Released by somebody else, or broken. */
        record Gone() implements Fate {}
    }

    /** A fate, and what the hold's session knew at that time. */
    private record Seen(Fate fate, CausalContext known) {}

    /** The same, and the lock at that time. */
    private record View(Seen seen, Lock lock) {}

    private Reply waitInQueue(Queued queued, Duration wait) {
        CompletableFuture<Answer<Optional<Seen>>> settled = node.await(
                new Subject.OfHold(queued.lock(), queued.hold()), state -> settled(state, queued), wait);
        return switch (waits.forAnswer(settled, queued.connection(), LOOK_UP, () -> keepAlive(queued))) {
            case Ended.Answered<Answer<Optional<Seen>>>(Answer.Done<Optional<Seen>>(var seen, var position, var _)) ->
                seen.map(known -> reply(known, queued, position)).orElseGet(() -> waitIsOver(queued));
            case Ended.Answered<Answer<Optional<Seen>>> _, Ended.Closing<Answer<Optional<Seen>>> _ ->
                cannotWait(queued);
            case Ended.ClientGone<Answer<Optional<Seen>>> _ -> waitIsOver(queued);
        };
    }

    /** A client that waits in a request is there: a hold's own session, which nobody else renews yet, lives on. */
    private void keepAlive(Queued queued) {
        if (queued.ownsSession()) {
            node.keepAlive(queued.session());
        }
    }

    private Reply waitIsOver(Queued queued) {
        return withoutLock(queued, this::unavailable);
    }

    /** This instance takes no waiting requests: without a place to keep, nothing may remain of this one. */
    private Reply cannotWait(Queued queued) {
        return withoutLock(queued, (lock, position) -> node.replies().overloaded());
    }

    /** Ends a wait: keeps the place, or leaves it and answers {@code left} where the lock was not granted first. */
    private Reply withoutLock(Queued queued, BiFunction<Lock, Position, Reply> left) {
        boolean leaves = !queued.keepsItsPlace();
        if (leaves && !hasLeft(queued)) {
            // The hold stands in the queue, or was granted: a refusal to leave it does not mean that nothing happened.
            return node.replies().unknownOutcome();
        }
        // What this instance knows is enough: it has applied the decrees that it answers about.
        Answer<View> answer = node.ask(
                Consistency.LOCAL, state -> new View(seen(state, queued), state.lock(queued.lock())));
        if (!(answer instanceof Answer.Done<View>(var view, var position, var _))) {
            return node.replies().unknownOutcome();
        }
        boolean hasLeft =
                switch (view.seen().fate()) {
                    case Fate.Granted _ -> false;
                    // A session of its own ends with the place in the queue.
                    case Fate.SessionOver _ -> leaves && queued.ownsSession();
                    case Fate.StillWaiting _, Fate.Gone _ -> leaves;
                };
        return hasLeft
                ? Replies.telling(view.seen().known(), left.apply(view.lock(), position))
                : reply(view.seen(), queued, position);
    }

    private boolean hasLeft(Queued queued) {
        var leave = new Command.LeaveQueue(queued.lock(), queued.hold(), queued.acquire().attempt());
        return node.submit(leave, queued.requestOver().left()) instanceof Answer.Done<Outcome>;
    }

    private Reply unavailable(Lock lock, Position position) {
        var refused = new Outcome.LockUnavailable(lock.holders(), lock.waiting().size(), lock.withheld());
        return unavailable(lock.name(), refused, position);
    }

    private Reply unavailable(LockName lock, Outcome.LockUnavailable refused, Position position) {
        Optional<Duration> left = refused.withheld().map(delay -> node.delayLeft(lock, delay));
        return Outcomes.reply(
                new Outcome.LockUnavailable(refused.holders(), refused.queueLength(), left), position);
    }

    private static Reply reply(Seen seen, Queued queued, Position position) {
        return Replies.telling(seen.known(), switch (seen.fate()) {
            case Fate.Granted(var hold) -> new Reply.Found(Shown.hold(hold), position);
            case Fate.StillWaiting(var hold) -> new Reply.Found(Shown.hold(hold), position);
            case Fate.SessionOver(var ended) -> Outcomes.sessionEnded(queued.session(), ended, position);
            case Fate.Gone() -> Outcomes.holdReleased(position);
        });
    }

    private static Optional<Seen> settled(Coordination state, Queued queued) {
        Seen seen = seen(state, queued);
        return seen.fate() instanceof Fate.StillWaiting ? Optional.empty() : Optional.of(seen);
    }

    private static Seen seen(Coordination state, Queued queued) {
        return new Seen(fate(state, queued), state.clock(queued.session()).orElse(CausalContext.EMPTY));
    }

    private static Fate fate(Coordination state, Queued queued) {
        // A hold of the same name in another session is another hold: this one's own session has ended.
        Optional<Hold> hold = state.hold(queued.lock(), queued.hold())
                .filter(found -> found.session().equals(queued.session()));
        if (hold.isEmpty()) {
            return state.ended(queued.session()).<Fate>map(Fate.SessionOver::new).orElseGet(Fate.Gone::new);
        }
        return switch (hold.get().state()) {
            case Hold.State.Held _ -> new Fate.Granted(hold.get());
            case Hold.State.Waiting _ -> new Fate.StillWaiting(hold.get());
        };
    }
}
