package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.coordination.Command;
import dev.synod.node.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs of jobs over HTTP. */
@RestDoorTest
class RunsTest {

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    private final String job = Http.unique("job");

    @BeforeEach
    void forget() {
        coordinator.forget();
    }

    private String path(int hour) {
        return "/v1/jobs/%s/runs/2026-01-01T%02d:00:00Z".formatted(job, hour);
    }

    private static String claim(String session) {
        return "{\"session\":\"%s\",\"runner\":\"node 7\",\"maxAttempts\":2}".formatted(session);
    }

    private static String outcome(long token, String outcome) {
        return "{\"fencingToken\":%d,\"outcome\":\"%s\",\"detail\":\"7 rows\"}".formatted(token, outcome);
    }

    @Test
    void areClaimedOnceWithEveryFieldInItsPlaceAndNoOther() {
        String session = http.session();

        var claimed = http.put(path(1), claim(session)).is(200);

        long token = claimed.number("fencingToken");
        assertThat(claimed.response().body()).matches("""
                \\{"job":"%s","firing":"2026-01-01T01:00:00Z","state":"claimed","runner":"node 7","session":"%s",\
                "attempt":1,"maxAttempts":2,"fencingToken":%d,"claimedPosition":%d,"claimedAt":"[^"]+Z",\
                "finishedPosition":null,"finishedAt":null,"detail":null}""".formatted(job, session, token, token));
        assertThat(http.put(path(1), claim(session)).is(200).json()).isEqualTo(claimed.json());
        assertThat(http.get(path(1)).is(200).json()).isEqualTo(claimed.json());
        var refused = http.put(path(1), claim(http.session())).is(ProblemType.ALREADY_CLAIMED);
        assertThat(refused.json().path("run")).isEqualTo(claimed.json());
    }

    @Test
    void areFinishedOnceAndNeverClaimedAgain() {
        String session = http.session();
        long token = http.put(path(1), claim(session)).is(200).number("fencingToken");

        var finished = http.post(path(1) + "/outcome", outcome(token, "succeeded")).is(200);

        assertThat(finished.text("state")).isEqualTo("succeeded");
        assertThat(finished.text("detail")).isEqualTo("7 rows");
        assertThat(finished.number("finishedPosition")).isGreaterThan(token);
        assertThat(finished.text("finishedAt")).endsWith("Z");
        assertThat(http.post(path(1) + "/outcome", outcome(token, "succeeded")).is(200).json())
                .isEqualTo(finished.json());
        assertThat(http.put(path(1), claim(session)).is(200).json()).isEqualTo(finished.json());
        http.post(path(1) + "/outcome", outcome(token, "failed")).is(ProblemType.ALREADY_CLAIMED);
        http.put(path(1), claim(http.session())).is(ProblemType.ALREADY_CLAIMED);
        var stale = http.post(path(1) + "/outcome", outcome(token + 1, "succeeded"));
        assertThat(stale.is(ProblemType.STALE_FENCING_TOKEN).number("currentFencingToken")).isEqualTo(token);
    }

    @Test
    void areAbandonedWithTheirSessionAndClaimedAgain() {
        String first = http.session();
        long old = http.put(path(1), claim(first)).is(200).number("fencingToken");
        http.delete("/v1/sessions/" + first).is(204);
        assertThat(http.get(path(1)).is(200).text("state")).isEqualTo("abandoned");
        var late = http.post(path(1) + "/outcome", outcome(old, "succeeded")).is(ProblemType.STALE_FENCING_TOKEN);
        assertThat(late.json().path("currentFencingToken").isNull()).isTrue();

        String second = http.session();
        var again = http.put(path(1), claim(second)).is(200);

        assertThat(again.number("attempt")).isEqualTo(2);
        assertThat(again.number("fencingToken")).isGreaterThan(old);
        http.delete("/v1/sessions/" + second).is(204);
        http.put(path(1), claim(http.session())).is(ProblemType.ALREADY_CLAIMED);
        http.put(path(2), claim(first)).is(ProblemType.SESSION_EXPIRED);
    }

    @Test
    void areListedNewestFiringFirstPageByPage() {
        String session = http.session();
        for (int hour = 1; hour <= 3; hour++) {
            http.put(path(hour), claim(session)).is(200);
        }

        String list = "/v1/jobs/" + job + "/runs";
        var first = http.get(list + "?limit=2").is(200);
        assertThat(first.json().path("runs").size()).isEqualTo(2);
        assertThat(first.json().path("runs").get(0).path("firing").asString()).isEqualTo("2026-01-01T03:00:00Z");
        assertThat(first.text("next")).isEqualTo("2026-01-01T02:00:00Z");
        var last = http.get(list + "?limit=2&before=" + first.text("next")).is(200);
        assertThat(last.json().path("runs").size()).isEqualTo(1);
        assertThat(last.json().has("next")).isFalse();
        assertThat(http.get("/v1/jobs/" + Http.unique("idle") + "/runs").is(200).response().body())
                .isEqualTo("{\"runs\":[]}");
    }

    @Test
    void takeTheProcessForTheRunnerAndThreeAttemptsWhereNotTold() {
        String session = http.session();

        var claimed = http.put(path(1), "{\"session\":\"" + session + "\"}").is(200);

        assertThat(claimed.text("runner")).isEqualTo(session.substring(0, session.indexOf('@')));
        assertThat(claimed.number("maxAttempts")).isEqualTo(3);
    }

    @Test
    void areNotThereWhereNobodyClaimedThem() {
        http.get(path(1)).is(ProblemType.NO_SUCH_RUN);
        http.post(path(1) + "/outcome", outcome(1, "failed")).is(ProblemType.NO_SUCH_RUN);
        http.put(path(1), claim("p@999999999")).is(ProblemType.NO_SUCH_SESSION);
    }

    @Test
    void areRefusedFieldByField() {
        String run = path(1);
        http.put(run, "{}").isInvalid("session");
        http.put(run, "{\"session\":\"p\"}").isInvalid("session");
        http.put(run, "{\"session\":\"p@1\",\"maxAttempts\":0}").isInvalid("maxAttempts");
        http.put(run, "{\"session\":\"p@1\",\"maxAttempts\":1001}").isInvalid("maxAttempts");
        http.put(run, "{\"session\":\"p@1\",\"runner\":\"%s\"}".formatted("x".repeat(257))).isInvalid("runner");
        http.put(run, "{\"session\":\"p@1\",\"retries\":1}").is(ProblemType.INVALID_REQUEST);
        http.put("/v1/jobs/" + job + "/runs/today", claim("p@1")).isInvalid("firing");
        http.put("/v1/jobs/" + job + "/runs/2026-01-01T01:00:00+01:00", claim("p@1")).isInvalid("firing");
        http.put("/v1/jobs/synod.x/runs/2026-01-01T01:00:00Z", claim("p@1")).isInvalid("job");
        http.post(run + "/outcome", "{\"outcome\":\"failed\"}").isInvalid("fencingToken");
        http.post(run + "/outcome", "{\"fencingToken\":0,\"outcome\":\"failed\"}").isInvalid("fencingToken");
        http.post(run + "/outcome", "{\"fencingToken\":1}").isInvalid("outcome");
        http.post(run + "/outcome", outcome(1, "abandoned")).isInvalid("outcome");
        http.get("/v1/jobs/" + job + "/runs?limit=1001").isInvalid("limit");
        http.get("/v1/jobs/" + job + "/runs?before=now").isInvalid("before");
        http.get("/v1/jobs/" + job + "/runs?after=x").isInvalid("after");
    }

    @Test
    void areSettledByTheSameRequestWhereTheOutcomeIsUnknown() {
        String session = http.session();
        coordinator.answerNext(Command.ClaimRun.class, new Answer.Unknown<>());

        http.put(path(1), claim(session)).is(ProblemType.UNKNOWN_OUTCOME);

        http.put(path(1), claim(session)).is(200);
    }
}
