package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.server.rest.Http.Answered;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What callers know, in and out: {@code Synod-Context}. */
@RestDoorTest
class ContextsTest {

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    private String name = "";
    private String session = "";
    /** An event of another session, and so something to know. */
    private String told = "";

    @BeforeEach
    void name() {
        coordinator.forget();
        name = Http.unique("name");
        session = http.session();
        told = known(publish(http.session())).toString();
    }

    private Answered publish(String publisher) {
        return http.post(
                        "/v1/topics/" + name + "/events", "{\"session\":\"" + publisher + "\",\"type\":\"a\"}")
                .is(201);
    }

    private HttpRequest.Builder to(String path) {
        return http.to(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder telling(String path) {
        return to(path).header(CausalContext.HEADER, told);
    }

    private static CausalContext known(Answered answered) {
        return CausalContext.parse(answered.header(CausalContext.HEADER).orElseThrow());
    }

    private String holding(String rest) {
        return "{\"session\":\"" + session + "\"" + rest + "}";
    }

    @Nested
    class ACommand {

        private Answered once(HttpRequest.Builder request) {
            int before = coordinator.asked();
            Answered answered = http.send(request);
            assertThat(coordinator.asked() - before).as("questions to the node").isEqualTo(1);
            return answered;
        }

        @Test
        void isOneTripToTheNodeAndAnswersWithWhatItsSessionKnows() {
            String hold = "/v1/locks/" + name + "/holds/h";
            String candidate = "/v1/elections/" + name + "/candidates/c";
            for (var request : new HttpRequest.Builder[] {
                telling(hold).PUT(BodyPublishers.ofString(holding(""))),
                telling(hold).DELETE(),
                telling(candidate).PUT(BodyPublishers.ofString(holding(""))),
                telling(candidate).DELETE(),
                telling("/v1/topics/" + name + "/events").POST(BodyPublishers.ofString(holding(",\"type\":\"b\""))),
                telling("/v1/sessions/" + session).DELETE()
            }) {
                assertThat(known(once(request)).toString()).contains(told.substring(told.indexOf(';') + 1));
            }
        }

        @Test
        void answersWithWhatItsSessionKnowsAlsoWhereItsCallerSaysNothing() {
            publish(session);

            Answered held = once(to("/v1/locks/" + name + "/holds/h").PUT(BodyPublishers.ofString(holding(""))));

            assertThat(known(held.is(200)).vector().of(session)).isEqualTo(1);
        }

        @Test
        void answersWithNothingWhereNobodyKnowsAnything() {
            Answered held = once(to("/v1/locks/" + name + "/holds/h").PUT(BodyPublishers.ofString(holding(""))));

            assertThat(held.is(200).header(CausalContext.HEADER)).isEmpty();
        }

        @Test
        void answersWithWhatItsCallerToldWhereThereIsNoSession() {
            Answered gone = once(telling("/v1/locks/" + name + "/holds/none").DELETE());

            assertThat(known(gone.is(204))).isEqualTo(CausalContext.parse(told));
        }

        @Test
        void refusedTeachesItsSessionAllTheSame() {
            http.hold(name, "h", http.session()).is(200);

            Answered refused = once(telling("/v1/locks/" + name + "/holds/i")
                    .PUT(BodyPublishers.ofString(holding(""))));

            assertThat(known(refused.is(ProblemType.LOCK_UNAVAILABLE)).lamport())
                    .isEqualTo(CausalContext.parse(told).lamport());
        }
    }

    @Test
    void aHoldThatWaitedKnowsWhatWasKnownAtTheRelease() {
        String holder = http.session();
        http.hold(name, "first", holder).is(200);
        publish(holder);
        int awaited = coordinator.awaited();
        CompletableFuture<Answered> second = http.putLater(
                "/v1/locks/" + name + "/holds/second", holding(",\"wait\":\"20s\""));
        Eventually.await("the wait", () -> coordinator.awaited() > awaited);
        http.delete("/v1/locks/" + name + "/holds/first").is(204);

        Answered granted = second.join().is(200);

        assertThat(known(granted).vector().of(holder)).isEqualTo(1);
        assertThat(CausalContext.parse(granted.text("context")).vector().of(holder)).isEqualTo(1);
    }

    @Test
    void aHoldOfSeveralLocksHearsItsCallerAndHandsItOn() {
        String locks = ",\"locks\":[{\"lock\":\"" + name + "-1\"},{\"lock\":\"" + name + "-2\"}]";
        String several = "/v1/holds/" + Http.unique("several");
        http.send(telling(several).PUT(BodyPublishers.ofString(holding(locks)))).is(200);
        publish(session);
        Answered released = http.send(telling(several).DELETE()).is(204);
        assertThat(known(released).vector().of(session)).isEqualTo(1);

        String other = http.session();
        Answered held = http.put(
                        "/v1/holds/" + Http.unique("several"), holding(locks).replace(session, other))
                .is(200);

        assertThat(CausalContext.parse(held.text("context")).vector().of(session)).isEqualTo(1);
        assertThat(known(held)).isEqualTo(CausalContext.parse(held.text("context")));
    }

    @Test
    void aLeaderShowsWhatItWasHandedOn() {
        String candidates = "/v1/elections/" + name + "/candidates/";
        http.put(candidates + "a", holding("")).is(200);
        publish(session);
        String other = http.session();
        Answered waiting = http.put(candidates + "b", holding("").replace(session, other)).is(200);
        assertThat(waiting.json().has("context")).isFalse();
        http.delete(candidates + "a").is(204);

        var leader = http.get("/v1/elections/" + name).is(200).json().path("leader");

        assertThat(leader.path("candidate").asString()).isEqualTo("b");
        assertThat(CausalContext.parse(leader.path("context").asString()).vector().of(session)).isEqualTo(1);
    }

    @Test
    void aRunIsToldOfWithWhatItsClaimerKnewAndItsFinisherToo() {
        String run = "/v1/jobs/" + name + "/runs/2026-01-02T03:00:00Z";
        Answered claimed = http.send(telling(run).PUT(BodyPublishers.ofString(holding("")))).is(200);
        String publisher = told.substring(told.indexOf(';') + 1, told.lastIndexOf('='));
        assertThat(known(claimed).vector().of(publisher)).isEqualTo(1);
        String more = known(publish(publisher)).toString();
        Answered finished = http.send(to(run + "/outcome")
                        .header(CausalContext.HEADER, more)
                        .POST(BodyPublishers.ofString(
                                "{\"fencingToken\":" + claimed.number("fencingToken") + ",\"outcome\":\"succeeded\"}")))
                .is(200);
        assertThat(known(finished).vector().of(publisher)).isEqualTo(2);

        var news = http.get("/v1/topics/synod.runs/events?key=" + name).is(200).json().path("events");

        assertThat(news.size()).isEqualTo(2);
        assertThat(news.get(0).path("type").asString()).isEqualTo("run.claimed");
        assertThat(news.get(0).path("data").path("state").asString()).isEqualTo("claimed");
        assertThat(news.get(0).path("stamp").path("vector").path(publisher).asLong()).isEqualTo(1);
        assertThat(news.get(1).path("type").asString()).isEqualTo("run.finished");
        assertThat(news.get(1).path("data").toString()).isEqualTo(finished.response().body());
        assertThat(news.get(1).path("stamp").path("vector").path(publisher).asLong()).isEqualTo(2);
    }
}
