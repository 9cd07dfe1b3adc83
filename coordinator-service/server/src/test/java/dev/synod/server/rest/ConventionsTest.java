package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What holds for every request: positions, and where reads are answered from. */
@RestDoorTest
class ConventionsTest {

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    @Test
    void everyAnswerButToMalformedRequestsCarriesThePositionItIsBasedOn() {
        String lock = Http.unique("lock");
        String session = http.session();
        long granted = http.hold(lock, "a", session).is(200).position();

        assertThat(http.get("/v1/locks/" + lock).position()).isGreaterThanOrEqualTo(granted);
        assertThat(http.get("/v1/cluster").position()).isGreaterThanOrEqualTo(granted);
        assertThat(http.hold(lock, "b", session).is(ProblemType.LOCK_UNAVAILABLE).position()).isGreaterThan(granted);
        assertThat(http.get("/v1/locks/" + lock + "/holds/x").is(ProblemType.NO_SUCH_HOLD).position())
                .isGreaterThan(granted);
        assertThat(http.delete("/v1/locks/" + lock + "/holds/a").is(204).position()).isGreaterThan(granted);
        assertThat(http.get("/v1/nothing").header("Synod-Position")).isEmpty();
    }

    @Test
    void aRequestAfterAPositionIsAnsweredOnceThatIsLearned() {
        long granted = http.hold(Http.unique("lock"), "a", http.session()).is(200).position();

        var after = http.send(http.to("/v1/locks/l?consistency=local").header("Synod-After", "" + granted).GET());

        assertThat(after.is(200).position()).isGreaterThanOrEqualTo(granted);
    }

    @Test
    void aRequestAfterAPositionNeverReachedIsRefusedInTime() {
        long began = System.nanoTime();

        http.send(http.to("/v1/locks/l").header("Synod-After", "999999999").GET()).is(ProblemType.NOT_CAUGHT_UP);

        assertThat(System.nanoTime() - began).isBetween(4_500_000_000L, 15_000_000_000L);
    }

    @Test
    void aLocalReadAsksNobody() {
        coordinator.forget();
        coordinator.answerNext(ScriptedCoordinator.Asked.READ, new dev.synod.node.Answer.NoQuorum<>());

        http.get("/v1/locks/l?consistency=local").is(200);
        http.get("/v1/sessions?consistency=local").is(200);

        http.get("/v1/locks/l?consistency=linearizable").is(ProblemType.NO_QUORUM);
    }

    @Test
    void aHeadRequestIsAnsweredWithoutABody() {
        var answered = http.send(http.to("/v1/locks/l").method("HEAD", BodyPublishers.noBody()));

        assertThat(answered.is(200).response().body()).isEmpty();
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
}
