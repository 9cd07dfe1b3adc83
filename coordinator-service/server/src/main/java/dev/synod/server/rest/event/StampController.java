package dev.synod.server.rest.event;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import dev.synod.api.event.Compared;
import dev.synod.api.event.CompareStampsRequest;
import dev.synod.api.event.StampRequest;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Stamps, which tell by themselves how events stand to each other. */
@Controller
class StampController {

    private final NodeRequests node;

    StampController(NodeRequests node) {
        this.node = node;
    }

    @PostMapping(path = "/v1/stamps/compare", consumes = Media.JSON, produces = Media.JSON)
    @Answers(
            says = "Tells how the event with one stamp stands to that with another. Asks nobody.",
            body = Compared.class,
            needs = Answers.Needs.NOTHING)
    Reply compare(@RequestBody CompareStampsRequest body) {
        Demands demands = new Demands();
        Optional<CausalStamp> a = stamp(demands, "a", body.a());
        Optional<CausalStamp> b = stamp(demands, "b", body.b());
        demands.check();
        var compared = new Compared(a.orElseThrow().relation(b.orElseThrow()));
        return node.reply(
                Consistency.LOCAL, state -> compared, (same, position) -> new Reply.Found(same, position));
    }

    private static Optional<CausalStamp> stamp(Demands demands, String field, Optional<StampRequest> given) {
        if (given.isEmpty()) {
            demands.refuse(field, "is required");
            return Optional.empty();
        }
        StampRequest stamp = given.get();
        if (stamp.process().isEmpty() || stamp.lamport().isEmpty() || stamp.vector().isEmpty()) {
            demands.refuse(field, "must have process, lamport and vector");
            return Optional.empty();
        }
        try {
            return Optional.of(new CausalStamp(
                    stamp.process().get(),
                    new LamportClock(stamp.lamport().get()),
                    VectorClock.from(stamp.vector().get())));
        } catch (IllegalArgumentException contradiction) {
            demands.refuse(field, "is no stamp: " + contradiction.getMessage());
            return Optional.empty();
        }
    }
}
