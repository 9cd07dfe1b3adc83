package dev.synod.server.rest.cluster;

import dev.synod.api.AddMemberRequest;
import dev.synod.api.Members;
import dev.synod.api.ProblemType;
import dev.synod.coordination.name.Position;
import dev.synod.node.Coordinator;
import dev.synod.node.Motion;
import dev.synod.node.Standing;
import dev.synod.paxos.NodeId;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** Who belongs to the cluster: one change at a time, asked of any node. */
@Controller
@RequestMapping("/v1/cluster/members")
class MemberController {

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
    private static final int LONGEST_ADDRESS = 300;

    private final Coordinator coordinator;
    private final ClusterFacts facts;
    private final Replies replies;
    private final Motions motions;

    MemberController(Coordinator coordinator, ClusterFacts facts, Replies replies) {
        this.coordinator = coordinator;
        this.facts = facts;
        this.replies = replies;
        motions = new Motions(coordinator, replies);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Answers(
            says = "Makes a node a member: it catches up, and then votes. `GET` tells how far that is.",
            status = 202,
            body = Members.class,
            problems = ProblemType.MEMBER_CHANGE_REFUSED)
    Reply add(@RequestBody AddMemberRequest body) {
        Demands demands = new Demands();
        Optional<NodeId> node = id("id", body.id(), demands);
        Optional<String> address = demands.readRequired("address", body.address(), MemberController::address);
        demands.check();
        if (facts.door() == ClusterFacts.Door.NONE) {
            return Motions.refused(
                    "this node has no way to others: start it with synod.peer.port=7172, and where others are on"
                            + " other machines with itself in synod.cluster.members",
                    position(coordinator.standing()));
        }
        return motions.carry(new Motion.Add(node.orElseThrow(), address.orElseThrow()), () -> {
            motions.await(standing -> view(standing).isMember(node.orElseThrow()));
            var now = coordinator.standing();
            return new Reply.Accepted(view(now).members(), position(now));
        });
    }

    @DeleteMapping("/{id}")
    @Answers(
            says = "Removes a member. Its id is never used again.",
            status = 204,
            problems = {ProblemType.NO_SUCH_MEMBER, ProblemType.MEMBER_CHANGE_REFUSED})
    Reply remove(@PathVariable String id) {
        Demands demands = new Demands();
        Optional<NodeId> number = demands.read("id", id, MemberController::node);
        demands.check();
        NodeId node = number.orElseThrow();
        Standing before = coordinator.standing();
        if (view(before).wasMember(node)) {
            return new Reply.Nothing(position(before));
        }
        if (!view(before).isMember(node)) {
            return Outcomes.noSuchMember(node.number(), position(before));
        }
        return motions.carry(new Motion.Remove(node), () ->
                motions.await(standing -> !view(standing).isMember(node))
                        ? new Reply.Nothing(position(coordinator.standing()))
                        : replies.unknownOutcome());
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Answers(
            says = "Shows the members as this instance knows them, and what is changing. Asks nobody.",
            body = Members.class,
            needs = Answers.Needs.NOTHING)
    Reply list() {
        var standing = coordinator.standing();
        return new Reply.Found(view(standing).members(), position(standing));
    }

    /** Reads a member's id. */
    static Optional<NodeId> id(String field, Optional<Integer> number, Demands demands) {
        if (number.isEmpty()) {
            demands.refuse(field, "is required: the id of a member");
        } else if (number.get() < 1) {
            demands.refuse(field, "must be 1 or more");
        } else {
            return number.map(NodeId::new);
        }
        return Optional.empty();
    }

    private static NodeId node(String digits) {
        long number = digits.matches("[0-9]{1,10}") ? Long.parseLong(digits) : 0;
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be a number from 1 to " + Integer.MAX_VALUE);
        }
        return new NodeId((int) number);
    }

    private static String address(String text) {
        var parts = ADDRESS.matcher(text);
        if (text.length() > LONGEST_ADDRESS || !parts.matches()) {
            throw new IllegalArgumentException(
                    "must be host:port, at most " + LONGEST_ADDRESS + " characters: where its peers reach it");
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("must have a port from 1 to 65535");
        }
        return text;
    }

    private ClusterView view(Standing standing) {
        return new ClusterView(facts, standing);
    }

    private static Position position(Standing standing) {
        return new Position(standing.appliedThrough().number());
    }
}
