package dev.synod.server.rest.cluster;

import dev.synod.api.Cluster;
import dev.synod.api.ProblemType;
import dev.synod.api.TransferPresidencyRequest;
import dev.synod.coordination.name.Position;
import dev.synod.node.Coordinator;
import dev.synod.node.Motion;
import dev.synod.node.Snapshot;
import dev.synod.node.Standing;
import dev.synod.paxos.NodeId;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** The cluster, as this instance sees it: always, without a quorum too. */
@Controller
@RequestMapping("/v1/cluster")
class ClusterController {

    /** A large state takes seconds to write out, beside the loop. */
    private static final long SNAPSHOT_SECONDS = 60;

    private final Coordinator coordinator;
    private final ClusterFacts facts;
    private final Replies replies;
    private final Motions motions;

    ClusterController(Coordinator coordinator, ClusterFacts facts, Replies replies) {
        this.coordinator = coordinator;
        this.replies = replies;
        this.facts = facts;
        motions = new Motions(coordinator, replies);
    }

    @PostMapping(
            path = "/transfer",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Answers(
            says = "Hands the presidency over to a voter, whichever node is asked.",
            body = Cluster.class,
            problems = {ProblemType.NO_SUCH_MEMBER, ProblemType.MEMBER_CHANGE_REFUSED})
    Reply transfer(@RequestBody TransferPresidencyRequest body) {
        Demands demands = new Demands();
        Optional<NodeId> to = MemberController.id("to", body.to(), demands);
        demands.check();
        NodeId successor = to.orElseThrow();
        Standing before = coordinator.standing();
        if (!new ClusterView(facts, before).isMember(successor)) {
            return Outcomes.noSuchMember(successor.number(), position(before));
        }
        return motions.carry(new Motion.Transfer(to), () -> {
            // This node may hear of it a moment later than the president: then it shows that moment.
            motions.await(standing -> standing.president().equals(to));
            return show();
        });
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Answers(says = "Shows the cluster as this instance sees it.", body = Cluster.class, needs = Answers.Needs.NOTHING)
    Reply show() {
        Standing standing = coordinator.standing();
        return new Reply.Found(new ClusterView(facts, standing).cluster(), position(standing));
    }

    @GetMapping(path = "/snapshot", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Answers(
            says = "The whole state as a file, with its checksum in `Repr-Digest` (RFC 9530): what this instance has"
                    + " learned. `synod restore` makes a new cluster of it.",
            body = byte[].class,
            needs = Answers.Needs.NOTHING,
            problems = ProblemType.OVERLOADED)
    Reply snapshot() {
        try {
            Snapshot made = coordinator.snapshot().orTimeout(SNAPSHOT_SECONDS, TimeUnit.SECONDS).join();
            String name = facts.clusterId() + "-" + made.through().number() + ".snapshot";
            return new Reply.File(made.bytes(), name, new Position(made.through().number()));
        } catch (CompletionException | CancellationException overloadedOrEnded) {
            return replies.overloaded();
        }
    }

    private static Position position(Standing standing) {
        return new Position(standing.appliedThrough().number());
    }
}
