package dev.synod.server.rest;

import dev.synod.api.Waits;
import dev.synod.coordination.name.SessionId;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Takes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Who waits for whom, and who in a circle. */
@Controller
class WaitController {

    /** What the node's loop can gather in passing. */
    private static final int MOST_WAITS = 10_000;

    private final NodeRequests node;

    WaitController(NodeRequests node) {
        this.node = node;
    }

    @GetMapping(path = "/v1/cluster/waits", produces = Media.JSON)
    @Takes(Parameter.CONSISTENCY)
    @Answers(
            says = "Shows which sessions wait for which, and in a circle: the first 10,000 waits, by lock.",
            body = Waits.class)
    Reply show(HttpServletRequest request) {
        Demands demands = new Demands();
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> state.waits(MOST_WAITS),
                (found, position) -> new Reply.Found(shown(found), position));
    }

    private static Waits shown(dev.synod.coordination.Waits waits) {
        return new Waits(
                waits.waits().stream()
                        .map(wait -> new Waits.Wait(
                                wait.session().toString(),
                                wait.lock().text(),
                                wait.hold().text(),
                                texts(wait.waitsFor())))
                        .toList(),
                waits.cycles().stream().map(WaitController::texts).toList());
    }

    private static List<String> texts(List<SessionId> sessions) {
        return sessions.stream().map(SessionId::toString).toList();
    }
}
