package dev.synod.server.rest;

import dev.synod.api.ProblemType;
import dev.synod.coordination.Hold;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.server.rest.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.reply.Shown;
import java.util.Optional;
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

        record Owning(Hold hold) implements Found {}

        record InSession(SessionId session) implements Found {}

        record Ended(Position position) implements Found {}

        record Nothing() implements Found {}
    }

    Reply of(LockName lock, HoldName hold) {
        Answer<Found> known = node.ask(Consistency.LOCAL, state -> find(state, lock, hold));
        if (known instanceof Answer.Done<Found>(Found.Owning(var found), var _)) {
            Answer<Found> renewed = renewed(found);
            if (!isOther(renewed, found)) {
                return reply(renewed);
            }
        }
        // This instance lags, or the name stands for another hold by now.
        Answer<Found> current = node.ask(Consistency.LINEARIZABLE, state -> find(state, lock, hold));
        return reply(
                current instanceof Answer.Done<Found>(Found.Owning(var found), var _) ? renewed(found) : current);
    }

    private Answer<Found> renewed(Hold hold) {
        return node.renew(hold.session(), state -> find(state, hold.lock(), hold.hold()));
    }

    private static boolean isOther(Answer<Found> answer, Hold hold) {
        return answer instanceof Answer.Done<Found>(Found.Owning(var now), var _)
                && !now.session().equals(hold.session());
    }

    private Reply reply(Answer<Found> answer) {
        return node.replies().to(answer, (found, position) -> switch (found) {
            case Found.Owning(var hold) -> new Reply.Found(Shown.hold(hold), position);
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
                ? new Found.Owning(hold.get())
                : new Found.InSession(hold.get().session());
    }
}
