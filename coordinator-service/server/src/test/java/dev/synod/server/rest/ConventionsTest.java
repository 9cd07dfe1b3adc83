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
}
