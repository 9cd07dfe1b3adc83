package dev.synod.server.rest.cluster;

import dev.synod.api.Cluster;
import dev.synod.api.Members;
import dev.synod.node.Standing;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A standing in the words of the API. */
record ClusterView(ClusterFacts facts, Standing standing) {

    /** Several patiences: a peer that was not heard for so long is not there. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** A peer that is further behind than pipelining explains is catching up. */
    private static final long FAR_BEHIND = 2_048;

    private static final String VOTER = "voter";
    private static final String OBSERVER = "observer";
    private static final String PRESIDING = "presiding";
    private static final String FOLLOWING = "following";
    private static final String CATCHING_UP = "catching-up";
    private static final String UNREACHABLE = "unreachable";

    Cluster cluster() {
        return new Cluster(
                facts.clusterId(),
                standing.self().number(),
                standing.president().map(NodeId::number),
                new Cluster.Ballot(standing.ballot().round(), standing.ballot().node().number()),
                nodes(),
                standing.chosenThrough().number(),
                standing.appliedThrough().number(),
                standing.keeping().firstRetained().number(),
                standing.readers());
    }

    Members members() {
        var states = new TreeMap<Integer, String>();
        nodes().forEach(node -> states.put(node.id(), node.state()));
        var members = new ArrayList<Members.Member>();
        configured().forEach((node, member) -> members.add(new Members.Member(
                node.number(), address(node), role(node), states.getOrDefault(node.number(), UNREACHABLE))));
        return new Members(members, changes());
    }

    boolean isMember(NodeId node) {
        return configured().containsKey(node);
    }

    boolean wasMember(NodeId node) {
        return standing.membership().configuration().removed().contains(node);
    }

    private Map<NodeId, Member> configured() {
        return standing.membership().configuration().members();
    }

    private List<Members.Change> changes() {
        var governing = standing.membership().governing();
        var changes = new ArrayList<Members.Change>();
        configured().forEach((node, member) -> {
            if (!member.votes()) {
                changes.add(new Members.Change(node.number(), "add", CATCHING_UP));
                member.replaces()
                        .ifPresent(lost -> changes.add(new Members.Change(lost.number(), "remove", "waiting")));
            } else if (!governing.isVoter(node)) {
                changes.add(new Members.Change(node.number(), "add", "settling"));
            }
        });
        var leaving = new TreeSet<>(governing.members().keySet());
        leaving.removeAll(configured().keySet());
        leaving.forEach(node -> changes.add(new Members.Change(node.number(), "remove", "settling")));
        return changes;
    }

    private List<Cluster.Member> nodes() {
        List<Cluster.Member> nodes = new ArrayList<>();
        nodes.add(self());
        standing.peers().forEach(peer -> nodes.add(peer(peer)));
        nodes.sort(Comparator.comparingInt(Cluster.Member::id));
        return nodes;
    }

    private Cluster.Member self() {
        boolean presides = standing.president().filter(standing.self()::equals).isPresent();
        boolean follows = standing.ready() || standing.president().isEmpty();
        return new Cluster.Member(
                standing.self().number(),
                address(standing.self()),
                role(standing.self()),
                presides ? PRESIDING : follows ? FOLLOWING : CATCHING_UP,
                standing.chosenThrough().number(),
                Optional.of(standing.appliedThrough().number()),
                Optional.of(0L));
    }

    private Cluster.Member peer(Standing.Peer peer) {
        return new Cluster.Member(
                peer.id().number(),
                address(peer.id()),
                role(peer.id()),
                state(peer),
                peer.chosenThrough().number(),
                Optional.empty(),
                peer.lastHeard().map(Duration::toMillis));
    }

    private String role(NodeId node) {
        return standing.membership().configuration().isVoter(node) ? VOTER : OBSERVER;
    }

    private String state(Standing.Peer peer) {
        boolean isHeard = peer.lastHeard().filter(ago -> ago.compareTo(SILENCE) <= 0).isPresent();
        if (standing.president().filter(peer.id()::equals).isPresent()) {
            // Who only learns may hear of the president by another node, and not from it.
            return isHeard || !standing.membership().voting() ? PRESIDING : UNREACHABLE;
        }
        if (standing.president().isEmpty()) {
            return isHeard ? FOLLOWING : UNREACHABLE;
        }
        boolean joins = role(peer.id()).equals(OBSERVER);
        if (standing.role() != Standing.Role.PRESIDING) {
            // Who follows hears the president alone: of the others it knows nothing, and nothing bad.
            return joins ? CATCHING_UP : FOLLOWING;
        }
        boolean isBehind = peer.chosenThrough().plus(FAR_BEHIND).isBelow(standing.chosenThrough());
        return !isHeard ? UNREACHABLE : isBehind || joins ? CATCHING_UP : FOLLOWING;
    }

    /** The settings' word counts for more than the ledger's, as it does for the node itself. */
    private String address(NodeId node) {
        return Optional.ofNullable(facts.addresses().get(node))
                .or(() -> Optional.ofNullable(configured().get(node)).map(Member::address))
                .orElse("");
    }
}
