package dev.synod.server.rest;

import dev.synod.api.ProblemType;
import dev.synod.coordination.Hold;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.shown.Shown;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Keeping alive a hold that has a session of its own.
 *
 * <p>The node renews sessions, so the hold's must be found first: what this instance knows is asked, and only where it
 * knows of none the cluster. Whether the hold is still that session's is then seen under the quorum's confirmation.
 */
@Component
class Renewal {

    private final NodeRequests node;

    Renewal(NodeRequests node) {
        this.node = node;
    }

    /** What is known of a hold's name. */
    private sealed interface Found {

        /** @param shown the hold as the API shows it */
        record Owning(SessionId session, Record shown) implements Found {}

        record InSession(SessionId session) implements Found {}

        record Ended(Position position) implements Found {}

        record Nothing() implements Found {}
    }

    Reply of(LockName lock, HoldName hold) {
        return of(state -> find(state, lock, hold));
    }

    /** Of a hold of several locks. */
    Reply of(HoldName hold) {
        return of(state -> find(state, hold));
    }

    private Reply of(Function<Coordination, Found> find) {
        Answer<Found> known = node.ask(Consistency.LOCAL, find);
        if (known instanceof Answer.Done<Found>(Found.Owning(var session, var _), var _, var _)) {
            Answer<Found> renewed = node.renew(session, find);
            if (!isOther(renewed, session)) {
                return reply(renewed);
            }
        }
        // This instance lags, or the name stands for another hold by now.
        Answer<Found> current = node.ask(Consistency.LINEARIZABLE, find);
        return reply(
                current instanceof Answer.Done<Found>(Found.Owning(var session, var _), var _, var _)
                        ? node.renew(session, find)
                        : current);
    }

    private static boolean isOther(Answer<Found> answer, SessionId session) {
        return answer instanceof Answer.Done<Found>(Found.Owning(var now, var _), var _, var _) && !now.equals(session);
    }

    private Reply reply(Answer<Found> answer) {
        return node.replies().to(answer, (found, position) -> switch (found) {
            case Found.Owning(var _, var shown) -> new Reply.Found(shown, position);
            case Found.InSession(var session) -> Outcomes.failed(
                    ProblemType.HOLD_CONFLICT,
                    "This hold lives in the session " + session + "; keep that alive instead.",
                    position);
            case Found.Ended(var ended) -> Outcomes.ownSessionEnded(ended, position);
            case Found.Nothing() -> Outcomes.noSuchHold(position);
        });
    }

    private static Found find(Coordination state, LockName lock, HoldName name) {
        Optional<Hold> hold = state.hold(lock, name);
        if (hold.isEmpty()) {
            return state.endedHold(lock, name).<Found>map(Found.Ended::new).orElseGet(Found.Nothing::new);
        }
        return state.ownsSession(lock, name)
                ? new Found.Owning(hold.get().session(), Shown.hold(hold.get()))
                : new Found.InSession(hold.get().session());
    }

    private static Found find(Coordination state, HoldName name) {
        Optional<ManyHold> hold = state.hold(name);
        if (hold.isEmpty()) {
            return state.endedHold(name).<Found>map(Found.Ended::new).orElseGet(Found.Nothing::new);
        }
        return state.ownsSession(name)
                ? new Found.Owning(hold.get().session(), Shown.many(hold.get()))
                : new Found.InSession(hold.get().session());
    }
}
