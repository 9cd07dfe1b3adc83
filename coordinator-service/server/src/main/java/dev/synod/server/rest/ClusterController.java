package dev.synod.server.rest;

import dev.synod.api.Cluster;
import dev.synod.api.ProblemType;
import dev.synod.api.TransferPresidencyRequest;
import dev.synod.coordination.name.Position;
import dev.synod.node.Coordinator;
import dev.synod.node.Standing;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** The cluster, as this instance sees it: always, without a quorum too. */
@Controller
@RequestMapping("/v1/cluster")
class ClusterController {

    /** Several patiences: a peer that was not heard for so long is not there. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** A peer that is further behind than pipelining explains is catching up. */
    private static final long FAR_BEHIND = 2_048;

    private final Coordinator coordinator;
    private final ClusterFacts facts;
    private final Replies replies;

    ClusterController(Coordinator coordinator, ClusterFacts facts, Replies replies) {
        this.coordinator = coordinator;
        this.replies = replies;
        this.facts = facts;
    }

    @PostMapping(path = "/transfer", consumes = Media.JSON, produces = Media.JSON)
    @Answers(
            says = "Hands the presidency over. Ask the node that presides; `GET /v1/cluster` tells which it is.",
            body = Cluster.class,
            problems = ProblemType.NO_SUCH_MEMBER)
    Reply transfer(@RequestBody TransferPresidencyRequest body) {
        Demands demands = new Demands();
        if (body.to().isEmpty()) {
            demands.refuse("to", "is required: the id of a member");
        }
        demands.check();
        int to = body.to().orElseThrow();
        Standing before = coordinator.standing();
        if (members(before).stream().noneMatch(member -> member.id() == to)) {
            return Outcomes.failed(ProblemType.NO_SUCH_MEMBER, "No member has the id " + to + ".", position(before));
        }
        NodeId successor = new NodeId(to);
        if (before.president().filter(successor::equals).isPresent()) {
            return show();
        }
        if (before.role() != Standing.Role.PRESIDING) {
            return Outcomes.failed(
                    ProblemType.OVERLOADED,
                    "Only the node that presides can hand over; nothing was done. Ask "
                            + before.president().map(node -> "node " + node).orElse("again when a node presides") + ".",
                    position(before));
        }
        boolean handedOver = coordinator.handOver(Optional.of(successor), NodeRequests.REQUEST_TIME).join();
        return handedOver ? show() : replies.unknownOutcome();
    }

    @GetMapping(produces = Media.JSON)
    @Answers(says = "Shows the cluster as this instance sees it.", body = Cluster.class, needs = Answers.Needs.NOTHING)
    Reply show() {
        Standing standing = coordinator.standing();
        Cluster cluster = new Cluster(
                facts.clusterId(),
                standing.self().number(),
                standing.president().map(NodeId::number),
                new Cluster.Ballot(standing.ballot().round(), standing.ballot().node().number()),
                members(standing),
                standing.chosenThrough().number(),
                standing.appliedThrough().number(),
                // Nothing is truncated: the ledger is kept from its first slot.
                Slot.ZERO.next().number(),
                0);
        return new Reply.Found(cluster, position(standing));
    }

    private static Position position(Standing standing) {
        return new Position(standing.appliedThrough().number());
    }

    private List<Cluster.Member> members(Standing standing) {
        List<Cluster.Member> members = new ArrayList<>();
        members.add(self(standing));
        standing.peers().forEach(peer -> members.add(peer(peer, standing)));
        members.sort(Comparator.comparingInt(Cluster.Member::id));
        return members;
    }

    private Cluster.Member self(Standing standing) {
        boolean presides = standing.president().filter(standing.self()::equals).isPresent();
        boolean follows = standing.ready() || standing.president().isEmpty();
        return new Cluster.Member(
                standing.self().number(),
                address(standing.self()),
                "voter",
                presides ? "presiding" : follows ? "following" : "catching-up",
                standing.chosenThrough().number(),
                Optional.of(standing.appliedThrough().number()),
                Optional.of(0L));
    }

    private Cluster.Member peer(Standing.Peer peer, Standing standing) {
        return new Cluster.Member(
                peer.id().number(),
                address(peer.id()),
                "voter",
                state(peer, standing),
                peer.chosenThrough().number(),
                Optional.empty(),
                peer.lastHeard().map(Duration::toMillis));
    }

    private static String state(Standing.Peer peer, Standing standing) {
        boolean isHeard = peer.lastHeard().filter(ago -> ago.compareTo(SILENCE) <= 0).isPresent();
        if (standing.president().filter(peer.id()::equals).isPresent()) {
            return isHeard ? "presiding" : "unreachable";
        }
        if (standing.president().isEmpty()) {
            return isHeard ? "following" : "unreachable";
        }
        if (standing.role() != Standing.Role.PRESIDING) {
            // Who follows hears the president alone: of the others it knows nothing, and nothing bad.
            return "following";
        }
        boolean isBehind = peer.chosenThrough().plus(FAR_BEHIND).isBelow(standing.chosenThrough());
        return !isHeard ? "unreachable" : isBehind ? "catching-up" : "following";
    }

    private String address(NodeId node) {
        return Optional.ofNullable(facts.addresses().get(node)).orElse("");
    }
}
