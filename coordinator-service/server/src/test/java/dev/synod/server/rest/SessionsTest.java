package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RestDoorTest
class SessionsTest {

    @Autowired
    private Http http;

    @Test
    void isOpenedWithEveryFieldInItsPlace() {
        String process = Http.unique("billing");

        var opened = http.post(
                        "/v1/sessions",
                        "{\"process\":\"" + process + "\",\"ttl\":\"90s\",\"metadata\":{\"zone\":\"a\"}}")
                .is(201);

        String id = opened.text("id");
        assertThat(id).isEqualTo(process + "@" + opened.number("openedPosition"));
        assertThat(opened.header("Location")).contains("/v1/sessions/" + id);
        assertThat(opened.response().body()).matches("""
                \\{"id":"[^"]+","process":"%s","ttl":"90s","metadata":\\{"zone":"a"},"openedPosition":[0-9]+,\
                "openedAt":"[^"]+Z","holds":\\[],"candidacies":\\[]}""".formatted(process));
        assertThat(http.get("/v1/sessions/" + id).is(200).json()).isEqualTo(opened.json());
    }

    @Test
    void livesTenSecondsWhereNothingIsSaid() {
        assertThat(http.post("/v1/sessions", "{\"process\":\"short\"}").is(201).text("ttl")).isEqualTo("10s");
    }

    @Test
    void answersDurationsInTheLargestExactUnit() {
        assertThat(http.post("/v1/sessions", "{\"process\":\"p\",\"ttl\":\"PT2H\"}").text("ttl")).isEqualTo("2h");
        assertThat(http.post("/v1/sessions", "{\"process\":\"p\",\"ttl\":\"120000ms\"}").text("ttl")).isEqualTo("2m");
        assertThat(http.post("/v1/sessions", "{\"process\":\"p\",\"ttl\":\"1500ms\"}").text("ttl")).isEqualTo("1500ms");
    }

    @Test
    void isOpenedOnceByRequestsWithOneKeyAndAnswersAsTheFirstTime() {
        String body = "{\"process\":\"" + Http.unique("keyed") + "\",\"ttl\":\"1m\"}";
        var first = open(body, "key-1").is(201);
        http.hold(Http.unique("lock"), "a", first.text("id")).is(200);

        var again = open(body, "key-1").is(201);

        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(open(body, "key-2").is(201).text("id")).isNotEqualTo(first.text("id"));
    }

    @Test
    void refusesAKeyThatStandsForAnotherBody() {
        String process = Http.unique("keyed");
        open("{\"process\":\"" + process + "\",\"ttl\":\"1m\"}", "key").is(201);

        open("{\"process\":\"" + process + "\",\"ttl\":\"2m\"}", "key").is(ProblemType.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void isKeptAliveWithAndWithoutAnEmptyBody() {
        String session = http.session();

        assertThat(http.post("/v1/sessions/" + session + "/keep-alive").is(200).text("id")).isEqualTo(session);
        assertThat(http.post("/v1/sessions/" + session + "/keep-alive", "{}").is(200).text("id")).isEqualTo(session);
        http.post("/v1/sessions/" + session + "/keep-alive", "{\"ttl\":\"1s\"}").isInvalid("ttl");
    }

    @Test
    void showsWhatItHoldsAndWhereItStands() {
        String session = http.session();
        String lock = Http.unique("lock");
        String election = Http.unique("election");
        http.hold(lock, "a", session).is(200);
        http.put("/v1/elections/" + election + "/candidates/c", "{\"session\":\"" + session + "\"}").is(200);

        var shown = http.get("/v1/sessions/" + session).is(200).json();

        assertThat(shown.path("holds").toString()).isEqualTo("[{\"lock\":\"" + lock + "\",\"hold\":\"a\"}]");
        assertThat(shown.path("candidacies").toString())
                .isEqualTo("[{\"election\":\"" + election + "\",\"candidate\":\"c\"}]");
    }

    @Test
    void releasesEverythingWhenItIsClosed() {
        String session = http.session();
        String lock = Http.unique("lock");
        http.hold(lock, "a", session).is(200);

        http.delete("/v1/sessions/" + session).is(204);

        assertThat(http.get("/v1/locks/" + lock).is(200).json().path("holders")).isEmpty();
        var gone = http.get("/v1/sessions/" + session).is(ProblemType.SESSION_EXPIRED);
        assertThat(gone.number("endedPosition")).isPositive().isLessThanOrEqualTo(gone.position());
        http.post("/v1/sessions/" + session + "/keep-alive").is(ProblemType.SESSION_EXPIRED);
        http.delete("/v1/sessions/" + session).is(204);
    }

    @Test
    void isUnknownWhereThereNeverWasOne() {
        for (String never : new String[] {"nobody@1", "nobody"}) {
            http.get("/v1/sessions/" + never).is(ProblemType.NO_SUCH_SESSION);
            http.post("/v1/sessions/" + never + "/keep-alive").is(ProblemType.NO_SUCH_SESSION);
            http.delete("/v1/sessions/" + never).is(204);
        }
    }

    @Test
    void isListedPageByPage() {
        String prefix = Http.unique("listed") + ".";
        for (String name : new String[] {"a", "b", "c"}) {
            http.post("/v1/sessions", "{\"process\":\"" + prefix + name + "\",\"ttl\":\"1m\"}").is(201);
        }

        var first = http.get("/v1/sessions?limit=2&prefix=" + prefix).is(200).json();
        var rest = http.get("/v1/sessions?limit=2&prefix=" + prefix + "&after=" + first.path("next").asString())
                .is(200)
                .json();

        assertThat(first.path("sessions").valueStream().map(session -> session.path("process").asString()))
                .containsExactly(prefix + "a", prefix + "b");
        assertThat(rest.path("sessions").valueStream().map(session -> session.path("process").asString()))
                .containsExactly(prefix + "c");
        assertThat(rest.has("next")).isFalse();
    }

    private Http.Answered open(String body, String key) {
        return http.send(http.to("/v1/sessions")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }
}
