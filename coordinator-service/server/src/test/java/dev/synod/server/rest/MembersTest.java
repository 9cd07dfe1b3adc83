package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.node.Motion;
import dev.synod.node.Ruling;
import dev.synod.node.Standing;
import dev.synod.node.snapshot.SnapshotCodec;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Founders;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who belongs to the cluster, as the API shows and changes it; and the state as a file. */
@RestDoorTest
class MembersTest {

    private static final Configuration FOUNDERS = Configuration.founding(Founders.addresses(3));
    private static final NodeId FOUR = new NodeId(4);
    private static final NodeId THREE = new NodeId(3);
    private static final Configuration JOINING =
            FOUNDERS.with(FOUR, Member.joining("host-4:7172", Optional.of(THREE)));
    private static final Configuration REPLACED =
            JOINING.with(FOUR, Member.voter("host-4:7172")).without(THREE);

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    @AfterEach
    void forget() {
        coordinator.forget();
    }

    @Test
    void aMemberThatJoinsIsAnObserverUntilItHasCaughtUpAndThenAVoter() {
        coordinator.stands(standing(JOINING, FOUNDERS));
        var joining = http.get("/v1/cluster/members").is(200).json();
        assertThat(joining.path("members").get(3).toString())
                .isEqualTo("{\"id\":4,\"address\":\"host-4:7172\",\"role\":\"observer\",\"state\":\"unreachable\"}");
        assertThat(joining.path("changes").toString())
                .isEqualTo("[{\"id\":4,\"change\":\"add\",\"state\":\"catching-up\"},"
                        + "{\"id\":3,\"change\":\"remove\",\"state\":\"waiting\"}]");

        coordinator.stands(standing(REPLACED, JOINING));
        assertThat(http.get("/v1/cluster/members").json().path("changes").toString())
                .isEqualTo("[{\"id\":4,\"change\":\"add\",\"state\":\"settling\"},"
                        + "{\"id\":3,\"change\":\"remove\",\"state\":\"settling\"}]");

        coordinator.stands(standing(REPLACED, REPLACED));
        var settled = http.get("/v1/cluster/members").json();
        assertThat(settled.path("changes")).isEmpty();
        assertThat(settled.path("members").valueStream().map(member -> member.path("role").asString()))
                .containsExactly("voter", "voter", "voter");
    }

    @Test
    void anAdditionIsAcceptedWhereThePresidentCarriesIt() {
        coordinator.stands(standing(JOINING, FOUNDERS));
        coordinator.rules(done(new Ruling.Carried()));

        var accepted = http.post("/v1/cluster/members", "{\"id\":4,\"address\":\"host-4:7172\"}").is(202);

        assertThat(coordinator.moved()).containsExactly(new Motion.Add(FOUR, "host-4:7172"));
        assertThat(accepted.json().path("members")).hasSize(4);
    }

    @Test
    void anAdditionMustNameWhoAndWhere() {
        http.post("/v1/cluster/members", "{\"address\":\"host-4:7172\"}").isInvalid("id");
        http.post("/v1/cluster/members", "{\"id\":0,\"address\":\"host-4:7172\"}").isInvalid("id");
        for (String wrong : List.of("host-4", "host-4:0", "host-4:70000", ":7172", "a b:1", "h".repeat(300) + ":1")) {
            http.post("/v1/cluster/members", "{\"id\":4,\"address\":\"" + wrong + "\"}").isInvalid("address");
        }
        http.post("/v1/cluster/members", "{\"id\":4}").isInvalid("address");
        assertThat(coordinator.moved()).isEmpty();
    }

    @Test
    void aChangeThatThePresidentDeclinesIsRefusedWithItsSentence() {
        coordinator.stands(standing(FOUNDERS, FOUNDERS));
        coordinator.rules(done(new Ruling.Declined("another change is under way: try again in a moment")));

        assertThat(http.post("/v1/cluster/members", "{\"id\":4,\"address\":\"host-4:7172\"}")
                        .is(ProblemType.MEMBER_CHANGE_REFUSED)
                        .text("detail"))
                .isEqualTo("Another change is under way: try again in a moment.");
        http.delete("/v1/cluster/members/3").is(ProblemType.MEMBER_CHANGE_REFUSED);
        coordinator.rules(new Answer.Unknown<>());
        http.delete("/v1/cluster/members/3").is(ProblemType.UNKNOWN_OUTCOME);
    }

    @Test
    void aRemovalAgainAnswersAsTheFirstAndOfNobodyIsNotFound() {
        coordinator.stands(standing(REPLACED, REPLACED));

        http.delete("/v1/cluster/members/3").is(204);
        http.delete("/v1/cluster/members/9").is(ProblemType.NO_SUCH_MEMBER);
        http.delete("/v1/cluster/members/x").isInvalid("id");
        http.delete("/v1/cluster/members/99999999999").isInvalid("id");
        assertThat(coordinator.moved()).isEmpty();
    }

    @Test
    void theLastVoterIsNotRemoved() {
        assertThat(http.delete("/v1/cluster/members/1").is(ProblemType.MEMBER_CHANGE_REFUSED).text("detail"))
                .contains("last voter");
    }

    @Test
    void theStateIsAFileWithItsDigest() throws IOException, InterruptedException, NoSuchAlgorithmException {
        String lock = Http.unique("lock");
        String session = http.session();
        long token = http.hold(lock, "a", session).is(200).number("fencingToken");

        var file = http.client().send(http.to("/v1/cluster/snapshot").GET().build(), BodyHandlers.ofByteArray());

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
        var digest = MessageDigest.getInstance("SHA-256").digest(file.body());
        assertThat(file.headers().firstValue("Repr-Digest"))
                .contains("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
        var contents = SnapshotCodec.decode(file.body());
        assertThat(contents.through().number()).isGreaterThanOrEqualTo(token);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"test-" + contents.through() + ".snapshot\"");
        assertThat(file.headers().firstValue("Synod-Position")).contains(contents.through().toString());
        assertThat(contents.state().lock(new dev.synod.coordination.name.LockName(lock)).holders()).hasSize(1);
    }

    private static Answer<Ruling> done(Ruling ruling) {
        return new Answer.Done<>(ruling, new Position(7));
    }

    private static Standing standing(Configuration latest, Configuration governing) {
        var slot = new Slot(100);
        return new Standing(
                new NodeId(1),
                Standing.Role.PRESIDING,
                Optional.of(new NodeId(1)),
                new Ballot(7, new NodeId(1)),
                slot,
                slot,
                slot,
                true,
                new Standing.Membership(latest, governing, true, latest.equals(governing), Optional.empty()),
                new Standing.Keeping(new Slot(1), Slot.ZERO, false, false, Duration.ZERO),
                List.of(),
                0,
                0,
                0,
                0);
    }
}
