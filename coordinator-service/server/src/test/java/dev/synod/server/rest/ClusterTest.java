package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.node.Motion;
import dev.synod.node.Ruling;
import dev.synod.node.Standing;
import dev.synod.node.Standing.Peer;
import dev.synod.node.Standing.Role;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Founders;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The cluster as an instance shows it. */
@RestDoorTest
class ClusterTest {

    private static final Configuration FOUNDERS = Configuration.founding(Founders.addresses(5));
    private static final Slot CHOSEN = new Slot(10_000);
    private static final Optional<Duration> JUST_NOW = Optional.of(Duration.ofMillis(40));
    private static final Optional<Duration> LONG_AGO = Optional.of(Duration.ofSeconds(10));

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    @AfterEach
    void forget() {
        coordinator.forget();
    }

    @Test
    void theClusterShowsItself() {
        var cluster = http.get("/v1/cluster").is(200).json();

        assertThat(cluster.propertyNames())
                .containsExactly(
                        "clusterId",
                        "self",
                        "president",
                        "ballot",
                        "members",
                        "chosenThrough",
                        "appliedThrough",
                        "firstRetained",
                        "observers");
        assertThat(cluster.path("clusterId").asString()).isEqualTo("test");
        assertThat(cluster.path("president").asInt()).isEqualTo(1);
        assertThat(cluster.path("ballot").path("node").asInt()).isEqualTo(1);
        assertThat(cluster.path("members").size()).isEqualTo(1);
        var self = cluster.path("members").get(0);
        assertThat(self.propertyNames())
                .containsExactly(
                        "id", "address", "role", "state", "chosenThrough", "appliedThrough", "lastHeardMillis");
        assertThat(self.path("state").asString()).isEqualTo("presiding");
        assertThat(self.path("address").asString()).isEqualTo("localhost:7172");
    }

    @Test
    void thePresidencyGoesToWhoHasItAlready() {
        assertThat(http.post("/v1/cluster/transfer", "{\"to\":1}").is(200).number("president")).isEqualTo(1);
        http.post("/v1/cluster/transfer", "{}").isInvalid("to");
    }

    @Test
    void thePresidentTellsWhoFollowsWhoLagsAndWhoIsGone() {
        coordinator.stands(standing(
                Role.PRESIDING,
                Optional.of(1),
                new Peer(new NodeId(2), JUST_NOW, CHOSEN),
                new Peer(new NodeId(3), JUST_NOW, new Slot(5)),
                new Peer(new NodeId(4), LONG_AGO, CHOSEN),
                new Peer(new NodeId(5), Optional.empty(), Slot.ZERO)));

        assertThat(states()).containsExactly("presiding", "following", "catching-up", "unreachable", "unreachable");
        var gone = http.get("/v1/cluster").json().path("members").get(4);
        assertThat(gone.path("lastHeardMillis").isNull()).isTrue();
        assertThat(gone.path("appliedThrough").isNull()).isTrue();
    }

    @Test
    void whoFollowsTellsOnlyOfThePresident() {
        coordinator.stands(standing(
                Role.FOLLOWING,
                Optional.of(2),
                new Peer(new NodeId(2), JUST_NOW, CHOSEN),
                new Peer(new NodeId(3), Optional.empty(), Slot.ZERO)));

        assertThat(states()).containsExactly("following", "presiding", "following");
    }

    @Test
    void whoIsAloneTellsThatNobodyIsThere() {
        coordinator.stands(standing(
                Role.PROBING,
                Optional.empty(),
                new Peer(new NodeId(2), LONG_AGO, CHOSEN),
                new Peer(new NodeId(3), Optional.empty(), Slot.ZERO)));

        assertThat(states()).containsExactly("following", "unreachable", "unreachable");
        assertThat(http.get("/v1/cluster").json().path("president").isNull()).isTrue();
    }

    @Test
    void anyNodeHasThePresidencyHandedOver() {
        coordinator.stands(standing(Role.FOLLOWING, Optional.of(2)));
        coordinator.rules(done(new Ruling.Carried()));
        http.post("/v1/cluster/transfer", "{\"to\":2}").is(200);
        assertThat(coordinator.moved()).containsExactly(new Motion.Transfer(Optional.of(new NodeId(2))));

        coordinator.rules(done(new Ruling.Declined("nobody took over within 5 s: is node 3 up?")));
        assertThat(http.post("/v1/cluster/transfer", "{\"to\":3}")
                        .is(ProblemType.MEMBER_CHANGE_REFUSED)
                        .text("detail"))
                .isEqualTo("Nobody took over within 5 s: is node 3 up?");
        coordinator.rules(new Answer.Unknown<>());
        http.post("/v1/cluster/transfer", "{\"to\":3}").is(ProblemType.UNKNOWN_OUTCOME);
        coordinator.rules(new Answer.NoQuorum<>());
        http.post("/v1/cluster/transfer", "{\"to\":3}").is(ProblemType.NO_QUORUM);
        http.post("/v1/cluster/transfer", "{\"to\":9}").is(ProblemType.NO_SUCH_MEMBER);
    }

    private static Answer<Ruling> done(Ruling ruling) {
        return new Answer.Done<>(ruling, new Position(10_000));
    }

    private Stream<String> states() {
        return http.get("/v1/cluster").is(200).json().path("members").valueStream()
                .map(member -> member.path("state"))
                .map(JsonNode::asString);
    }

    private static Standing standing(Role role, Optional<Integer> president, Peer... peers) {
        return new Standing(
                new NodeId(1),
                role,
                president.map(NodeId::new),
                new Ballot(7, new NodeId(1)),
                CHOSEN,
                CHOSEN,
                CHOSEN,
                true,
                new Standing.Membership(FOUNDERS, FOUNDERS, true, true, Optional.empty()),
                new Standing.Keeping(new Slot(1), Slot.ZERO, false, false, Duration.ZERO),
                List.of(peers),
                0,
                0,
                0,
                0);
    }
}
