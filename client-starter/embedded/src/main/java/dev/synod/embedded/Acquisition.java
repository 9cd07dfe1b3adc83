package dev.synod.embedded;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.SynodException;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import java.time.Duration;
import java.util.Optional;

/**
 * One request's way to a lock, or to several at once: ask, wait in the queue, and leave it when the wait ends without
 * what was wanted.
 *
 * <p>Leaving is a decree, and the lock may be granted by an earlier one. So whoever leaves looks again, and a hold that
 * was granted meanwhile is a hold.
 */
final class Acquisition<T> {

    private final Requests requests;
    private final Wanted<T> wanted;

    Acquisition(Requests requests, Wanted<T> wanted) {
        this.requests = requests;
        this.wanted = wanted;
    }

    /** What has become of the hold that stood in the queue, and what its session knew then. */
    private record View<T>(
            Optional<Wanted.Seen<T>> hold, Optional<Position> ended, CausalContext known, Outcome unavailable) {

        boolean isSettled() {
            return hold.isEmpty() || hold.get().state() instanceof Hold.State.Held;
        }
    }

    T take(Duration wait) {
        var outcome = requests.submit(wanted.acquire());
        var hold = wanted.by(outcome).orElseThrow(() -> Refusals.of(outcome));
        if (hold.state() instanceof Hold.State.Held || wait.isZero()) {
            return hold.shown();
        }
        try {
            return waitInQueue(hold.session(), wait);
        } finally {
            requests.line().answered();
        }
    }

    private T waitInQueue(SessionId session, Duration wait) {
        var left = wait;
        while (true) {
            var piece = piece(left);
            var settled = settled(session, piece);
            if (settled.isPresent()) {
                return found(session, settled.get());
            }
            left = left.minus(piece);
            if (left.isZero()) {
                return waitIsOver(session);
            }
            // A client that waits is there: a hold's own session, which nobody else renews yet, lives on.
            requests.renew(session, state -> state.session(session).isPresent());
        }
    }

    private Duration piece(Duration left) {
        if (wanted.owner() instanceof Owner.OwnSession(var process, var ttl)) {
            var third = ttl.dividedBy(3);
            return third.compareTo(left) < 0 ? third : left;
        }
        return left;
    }

    private Optional<View<T>> settled(SessionId session, Duration within) {
        try {
            return Requests.done(requests.line().await(node -> node.await(
                    wanted.subject(),
                    state -> Optional.of(view(state, session)).filter(View::isSettled),
                    within)));
        } catch (Line.Dead dead) {
            leave();
            throw new SynodException.UnknownOutcome(String.valueOf(dead.getMessage()), dead);
        }
    }

    private T waitIsOver(SessionId session) {
        if (keepsItsPlace()) {
            return found(session, requests.read(state -> view(state, session)));
        }
        if (!(leave() instanceof Answer.Done<Outcome>)) {
            throw Refusals.unknownOutcome();
        }
        var view = requests.read(state -> view(state, session));
        boolean granted = view.hold().isPresent() && view.isSettled();
        boolean sessionOver = view.ended().isPresent() && !(wanted.owner() instanceof Owner.OwnSession);
        if (granted || sessionOver) {
            return found(session, view);
        }
        Requests.learn(view.known());
        throw Refusals.of(view.unavailable());
    }

    private Answer<Outcome> leave() {
        return keepsItsPlace()
                ? new Answer.Overloaded<>()
                : requests.line().follow(node -> node.submit(wanted.leave(), Line.REQUEST_TIME));
    }

    private boolean keepsItsPlace() {
        return wanted.waiting() instanceof Waiting.InQueue;
    }

    private static <T> T found(SessionId session, View<T> view) {
        Requests.learn(view.known());
        return view.hold()
                .map(Wanted.Seen::shown)
                .orElseThrow(() -> view.ended().isPresent()
                        ? Refusals.sessionEnded(session, view.ended())
                        : Refusals.holdReleased());
    }

    private View<T> view(Coordination state, SessionId session) {
        // A hold of the same name in another session is another hold: this one's own session has ended.
        return new View<>(
                wanted.in(state).filter(found -> found.session().equals(session)),
                state.ended(session),
                state.clock(session).orElse(CausalContext.EMPTY),
                wanted.unavailable(state));
    }
}
