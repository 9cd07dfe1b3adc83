package dev.synod.server.rest;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Headers;
import dev.synod.server.rest.request.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What is done with a hold that there is, whether of one lock or of several. */
@Component
class Holds {

    private final NodeRequests node;

    Holds(NodeRequests node) {
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

    /** Shows the hold, as consistent as the request wants. */
    Reply show(Optional<HoldPath> path, Demands demands, HttpServletRequest request) {
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        HoldPath hold = path.orElseThrow();
        return node.reply(
                consistency,
                hold::in,
                (found, position) -> found.<Reply>map(seen -> new Reply.Found(seen.shown(), position))
                        .orElseGet(() -> hold.noSuchHold(position)));
    }

    /** Releases the hold, or leaves the queue. */
    Reply release(Optional<HoldPath> path, Demands demands, HttpServletRequest request) {
        CausalContext told = Headers.context(request);
        Optional<FencingToken> token = demands.number(
                        Parameter.FENCING_TOKEN.text(), Parameter.FENCING_TOKEN.in(request), 1)
                .map(FencingToken::new);
        demands.check();
        return node.command(path.orElseThrow().release(token), told);
    }

    /**
     * Keeps a hold alive that has a session of its own.
     *
     * <p>The node renews sessions, so the hold's must be found first: what this instance knows is asked, and only where
     * it knows of none the cluster. Whether the hold is still that session's is then seen under the quorum's
     * confirmation.
     */
    Reply renew(Optional<HoldPath> path, Demands demands) {
        demands.check();
        HoldPath hold = path.orElseThrow();
        Answer<Found> known = node.ask(Consistency.LOCAL, state -> find(state, hold));
        if (known instanceof Answer.Done<Found>(Found.Owning(var session, var _), var _, var _)) {
            Answer<Found> renewed = node.renew(session, state -> find(state, hold));
            if (!isOther(renewed, session)) {
                return reply(renewed);
            }
        }
        // This instance lags, or the name stands for another hold by now.
        Answer<Found> current = node.ask(Consistency.LINEARIZABLE, state -> find(state, hold));
        return reply(
                current instanceof Answer.Done<Found>(Found.Owning(var session, var _), var _, var _)
                        ? node.renew(session, state -> find(state, hold))
                        : current);
    }

    private static boolean isOther(Answer<Found> answer, SessionId session) {
        return answer instanceof Answer.Done<Found>(Found.Owning(var now, var _), var _, var _)
                && !now.equals(session);
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

    private static Found find(Coordination state, HoldPath path) {
        Optional<HoldPath.Seen> hold = path.in(state);
        if (hold.isEmpty()) {
            return path.ended(state).<Found>map(Found.Ended::new).orElseGet(Found.Nothing::new);
        }
        return path.ownsSession(state)
                ? new Found.Owning(hold.get().session(), hold.get().shown())
                : new Found.InSession(hold.get().session());
    }
}
