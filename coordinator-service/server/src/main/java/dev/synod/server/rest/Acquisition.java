package dev.synod.server.rest;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/**
 * One request's way to a lock, or to several at once: ask, wait in the queue, and leave it when the wait ends without
 * what was wanted.
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
     * Takes what is wanted, or waits for it.
     *
     * @param told what the request says to know
     */
    Reply take(Wanted wanted, CausalContext told, Duration wait, Connection connection) {
        Deadline waitOver = Deadline.in(wait);
        Deadline requestOver = Deadline.in(wait.plus(NodeRequests.REQUEST_TIME));
        Answer<Outcome> answer = node.submit(Knowing.of(wanted.acquire(), told), requestOver.left());
        if (answer instanceof Answer.Done<Outcome>(var outcome, var _, var _) && !wait.isZero()) {
            Optional<SessionId> waiting = wanted.waits(outcome);
            if (waiting.isPresent()) {
                var queued = new Queued(wanted, waiting.get(), connection, requestOver);
                return NodeRequests.telling(told, waitInQueue(queued, waitOver.left()));
            }
        }
        return NodeRequests.telling(
                told, node.replies().to(answer, (outcome, position) -> reply(wanted, outcome, position)));
    }

    /** A request whose hold stands in the queue. */
    private record Queued(Wanted wanted, SessionId session, Connection connection, Deadline requestOver) {

        boolean ownsSession() {
            return wanted.owner() instanceof Owner.OwnSession;
        }

        boolean keepsItsPlace() {
            return wanted.waiting() instanceof Waiting.InQueue;
        }
    }

    /** What has become of a hold that stood in the queue. */
    private sealed interface Fate {

        /** @param shown the hold as the API shows it */
        record Granted(Record shown) implements Fate {}

        /** @param shown the hold as the API shows it */
        record StillWaiting(Record shown) implements Fate {}

        record SessionOver(Position ended) implements Fate {}

        /** Released by somebody else, or broken. */
        record Gone() implements Fate {}
    }

    /** A fate, and what the hold's session knew at that time. */
    private record Seen(Fate fate, CausalContext known) {}

    /** The same, and what was not free at that time. */
    private record View(Seen seen, Outcome unavailable) {}

    private Reply waitInQueue(Queued queued, Duration wait) {
        CompletableFuture<Answer<Optional<Seen>>> settled =
                node.await(queued.wanted().path().subject(), state -> settled(state, queued), wait);
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
        return without(queued, (unavailable, position) -> reply(queued.wanted(), unavailable, position));
    }

    /** This instance takes no waiting requests: without a place to keep, nothing may remain of this one. */
    private Reply cannotWait(Queued queued) {
        return without(queued, (unavailable, position) -> node.replies().overloaded());
    }

    /** Ends a wait: keeps the place, or leaves it and answers {@code left} where nothing was granted first. */
    private Reply without(Queued queued, BiFunction<Outcome, Position, Reply> left) {
        boolean leaves = !queued.keepsItsPlace();
        if (leaves && !hasLeft(queued)) {
            // The hold stands in the queue, or was granted: a refusal to leave it does not mean that nothing happened.
            return node.replies().unknownOutcome();
        }
        // What this instance knows is enough: it has applied the decrees that it answers about.
        Answer<View> answer = node.ask(
                Consistency.LOCAL, state -> new View(seen(state, queued), queued.wanted().unavailable(state)));
        if (!(answer instanceof Answer.Done<View>(View(var seen, var unavailable), var position, var _))) {
            return node.replies().unknownOutcome();
        }
        boolean hasLeft =
                switch (seen.fate()) {
                    case Fate.Granted _ -> false;
                    // A session of its own ends with the place in the queue.
                    case Fate.SessionOver _ -> leaves && queued.ownsSession();
                    case Fate.StillWaiting _, Fate.Gone _ -> leaves;
                };
        return hasLeft
                ? Replies.telling(seen.known(), left.apply(unavailable, position))
                : reply(seen, queued, position);
    }

    private boolean hasLeft(Queued queued) {
        return node.submit(queued.wanted().leave(), queued.requestOver().left()) instanceof Answer.Done<Outcome>;
    }

    private Reply reply(Wanted wanted, Outcome outcome, Position position) {
        return Outcomes.reply(wanted.withDelays(outcome, node::delayLeft), position);
    }

    private static Reply reply(Seen seen, Queued queued, Position position) {
        return Replies.telling(seen.known(), switch (seen.fate()) {
            case Fate.Granted(var shown) -> new Reply.Found(shown, position);
            case Fate.StillWaiting(var shown) -> new Reply.Found(shown, position);
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
        Optional<HoldPath.Seen> hold =
                queued.wanted().path().in(state).filter(found -> found.session().equals(queued.session()));
        if (hold.isEmpty()) {
            return state.ended(queued.session()).<Fate>map(Fate.SessionOver::new).orElseGet(Fate.Gone::new);
        }
        return switch (hold.get().state()) {
            case Hold.State.Held _ -> new Fate.Granted(hold.get().shown());
            case Hold.State.Waiting _ -> new Fate.StillWaiting(hold.get().shown());
        };
    }
}
