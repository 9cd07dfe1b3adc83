package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.coordination.Command;
import dev.synod.coordination.name.SessionId;
import dev.synod.node.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Several locks at once over HTTP. */
@RestDoorTest
class ManyHoldsTest {

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    private final String a = Http.unique("a");
    private final String b = Http.unique("b");
    private final String path = "/v1/holds/" + Http.unique("many");

    @BeforeEach
    void forget() {
        coordinator.forget();
    }

    private String body(String session, String more) {
        return "{\"session\":\"%s\",\"locks\":[{\"lock\":\"%s\"},{\"lock\":\"%s\",\"mode\":\"shared\"}]%s}"
                .formatted(session, b, a, more);
    }

    private String waiting(String session) {
        return body(session, ",\"queue\":true");
    }

    @Test
    void areHeldUnderOneTokenWithEveryFieldInItsPlaceAndNoOther() {
        String session = http.session();

        var held = http.put(path, body(session, "")).is(200);

        long token = held.number("fencingToken");
        assertThat(held.response().body()).matches("""
                \\{"hold":"%s","session":"%s","locks":\\[\\{"lock":"%s","mode":"shared"\\},\
                \\{"lock":"%s","mode":"exclusive"\\}\\],"state":"held",\
                "fencingToken":%d,"grantedPosition":%d,"grantedAt":"[^"]+Z"}"""
                .formatted(path.substring(10), session, a, b, token, token));
        assertThat(held.position()).isGreaterThanOrEqualTo(token);
        assertThat(http.get(path).is(200).json()).isEqualTo(held.json());
        assertThat(http.put(path, body(session, "")).is(200).json()).isEqualTo(held.json());
    }

    @Test
    void areSeenInEachLockAndReachedUnderTheirOwnNameOnly() {
        String session = http.session();
        String name = path.substring(10);
        var held = http.put(path, body(session, "")).is(200);

        for (String lock : new String[] {a, b}) {
            var shown = http.get("/v1/locks/" + lock).is(200);
            assertThat(shown.json().path("holders").get(0).path("hold").asString()).isEqualTo(name);
            assertThat(shown.number("fencingToken")).isEqualTo(held.number("fencingToken"));
            http.get("/v1/locks/" + lock + "/check?fencingToken=" + held.number("fencingToken")).is(204);
            http.get("/v1/locks/" + lock + "/holds/" + name).is(ProblemType.NO_SUCH_HOLD);
            http.delete("/v1/locks/" + lock + "/holds/" + name).is(204);
        }
        http.get(path).is(200);
        assertThat(http.get("/v1/sessions/" + session).is(200).json().path("holds").size()).isEqualTo(2);
    }

    @Test
    void areReleasedTogetherAndNotTakenAgainInTheirSession() {
        String session = http.session();
        var held = http.put(path, body(session, "")).is(200);

        var stale = http.delete(path + "?fencingToken=1").is(ProblemType.STALE_FENCING_TOKEN);
        assertThat(stale.number("currentFencingToken")).isEqualTo(held.number("fencingToken"));
        http.delete(path + "?fencingToken=" + held.number("fencingToken")).is(204);

        http.delete(path).is(204);
        http.get(path).is(ProblemType.NO_SUCH_HOLD);
        assertThat(http.get("/v1/locks/" + a).is(200).json().path("holders")).isEmpty();
        assertThat(http.get("/v1/locks/" + b).is(200).json().path("holders")).isEmpty();
        http.put(path, body(session, "")).is(ProblemType.HOLD_RELEASED);
    }

    @Test
    void keepTheirPlacesWhereAsked() {
        http.hold(b, "other", http.session()).is(200);
        String session = http.session();

        var waiting = http.put(path, waiting(session)).is(200);

        assertThat(waiting.text("state")).isEqualTo("waiting");
        assertThat(waiting.number("queuePosition")).isEqualTo(1);
        assertThat(waiting.json().has("fencingToken")).isFalse();
        http.hold(a, "late", http.session()).is(ProblemType.LOCK_UNAVAILABLE);
        http.delete("/v1/locks/" + b + "/holds/other").is(204);
        assertThat(http.put(path, waiting(session)).is(200).text("state")).isEqualTo("held");
    }

    @Test
    void areAwaitedUntilTheLastOfThemIsFree() {
        http.hold(b, "other", http.session()).is(200);
        CompletableFuture<Http.Answered> answer = http.putLater(path, body(http.session(), ",\"wait\":\"30s\""));
        Eventually.await("a place in the queue", () -> !http.get("/v1/locks/" + b).json().path("waiting").isEmpty());

        http.delete("/v1/locks/" + b + "/holds/other").is(204);

        assertThat(answer.join().is(200).text("state")).isEqualTo("held");
    }

    @Test
    void leaveNothingBehindWhenTheWaitIsOver() {
        var other = http.hold(b, "other", http.session()).is(200);

        var refused = http.put(path, body(http.session(), ",\"wait\":\"10ms\"")).is(ProblemType.LOCK_UNAVAILABLE);

        assertThat(refused.json().path("holders").get(0)).isEqualTo(other.json());
        assertThat(refused.number("queueLength")).isZero();
        assertThat(http.get("/v1/locks/" + a).json().path("waiting")).isEmpty();
        assertThat(http.get("/v1/locks/" + b).json().path("waiting")).isEmpty();
        http.get(path).is(ProblemType.NO_SUCH_HOLD);
    }

    @Test
    void canHaveATimeToLiveOfTheirOwn() {
        String ttl = "{\"ttl\":\"1m\",\"process\":\"cron\",\"locks\":[{\"lock\":\"%s\"}]}".formatted(a);
        var held = http.put(path, ttl).is(200);

        assertThat(held.text("session")).startsWith("cron@");
        assertThat(http.post(path + "/renew", "{}").is(200).json()).isEqualTo(held.json());
        http.delete(path).is(204);
        http.get("/v1/sessions/" + held.text("session")).is(ProblemType.SESSION_EXPIRED);
        http.post(path + "/renew").is(ProblemType.SESSION_EXPIRED);
        http.put(path, ttl).is(200);
    }

    @Test
    void goAsAWholeWhenOneOfTheirLocksIsBroken() {
        String session = http.session();
        http.put(path, body(session, "")).is(200);

        http.delete("/v1/locks/" + a).is(204);

        http.get(path).is(ProblemType.NO_SUCH_HOLD);
        assertThat(http.get("/v1/locks/" + b).json().path("holders")).isEmpty();
        http.get("/v1/sessions/" + session).is(200);
    }

    @Nested
    class Refusals {

        @Test
        void areTheSameHoldWithSomethingElse() {
            String session = http.session();
            http.put(path, body(session, "")).is(200);

            http.put(path, body(http.session(), "")).is(ProblemType.HOLD_CONFLICT);
            http.put(path, body(session, "").replace("shared", "exclusive")).is(ProblemType.HOLD_CONFLICT);
            http.put(path, "{\"session\":\"%s\",\"locks\":[{\"lock\":\"%s\"}]}".formatted(session, b))
                    .is(ProblemType.HOLD_CONFLICT);
            http.post(path + "/renew", "{}").is(ProblemType.HOLD_CONFLICT);
            http.hold(a, path.substring(10), session).is(ProblemType.HOLD_CONFLICT);
        }

        @Test
        void areSessionsThatAreNotOpen() {
            http.put(path, body("p@999999999", "")).is(ProblemType.NO_SUCH_SESSION);
            String session = http.session();
            coordinator
                    .submit(new Command.ExpireSession(SessionId.parse(session)), Duration.ofSeconds(5))
                    .join();
            var gone = http.put(path, body(session, "")).is(ProblemType.SESSION_EXPIRED);
            assertThat(gone.number("endedPosition")).isPositive();
            http.post(path + "/renew").is(ProblemType.NO_SUCH_HOLD);
        }

        @Test
        void areLocksThatAreWithheldAndTellForHowLong() {
            String session = http.session();
            http.put(path, body(session, ",\"lockDelay\":\"60s\"")).is(200);
            coordinator
                    .submit(new Command.ExpireSession(SessionId.parse(session)), Duration.ofSeconds(5))
                    .join();

            var refused = http.put(path, body(http.session(), "")).is(ProblemType.LOCK_UNAVAILABLE);

            assertThat(refused.text("withheld")).matches("\\d+(ms|s|m)");
        }

        @Test
        void areMalformedBodiesFieldByField() {
            String session = "{\"session\":\"p@1\",\"locks\":";
            http.put(path, "{\"session\":\"p@1\"}").isInvalid("locks");
            http.put(path, session + "[]}").isInvalid("locks");
            http.put(path, session + "[{}]}").isInvalid("locks[0].lock");
            http.put(path, session + "[null]}").isInvalid("locks[0]");
            http.put(path, session + "[{\"lock\":\"a\"},{\"lock\":\"a\"}]}").isInvalid("locks[1].lock");
            http.put(path, session + "[{\"lock\":\"/\"}]}").isInvalid("locks[0].lock");
            http.put(path, session + "[{\"lock\":\"synod.x\"}]}").isInvalid("locks[0].lock");
            http.put(path, session + "[{\"lock\":\"a\",\"mode\":\"own\"}]}").isInvalid("locks[0].mode");
            http.put(path, session + "[{\"lock\":\"a\",\"mode\":\"permit\"}]}").isInvalid("locks[0].permits");
            http.put(path, session + "[{\"lock\":\"a\"}],\"wait\":\"61s\"}").isInvalid("wait");
            http.put(path, "{\"locks\":[{\"lock\":\"a\"}]}").isInvalid("session");
            http.put(path, session + "[{\"lock\":\"a\"}],\"waits\":\"1s\"}").is(ProblemType.INVALID_REQUEST);
            http.put(path, session + "[{\"lock\":\"a\",\"holds\":1}]}").is(ProblemType.INVALID_REQUEST);
            http.put("/v1/holds/synod.h", session + "[{\"lock\":\"a\"}]}").isInvalid("hold");
            http.delete(path + "?token=1").isInvalid("token");
            http.get(path + "?consistency=some").isInvalid("consistency");
        }

        @Test
        void areACommandWhoseOutcomeIsUnknownAndTheSameAgainSettlesIt() {
            String session = http.session();
            coordinator.answerNext(Command.AcquireMany.class, new Answer.Unknown<>());

            http.put(path, body(session, "")).is(ProblemType.UNKNOWN_OUTCOME);

            http.put(path, body(session, "")).is(200);
        }

        @Test
        void arePlacesThatCouldNotBeLeftForCertain() {
            http.hold(b, "other", http.session()).is(200);
            coordinator.answerNext(Command.LeaveMany.class, new Answer.NoQuorum<>());

            http.put(path, body(http.session(), ",\"wait\":\"10ms\"")).is(ProblemType.UNKNOWN_OUTCOME);
        }
    }

    @Nested
    class Waits {

        @Test
        void areShownWithTheirCycles() {
            String one = http.session();
            String two = http.session();
            http.hold(a, "x", one).is(200);
            http.hold(b, "x", two).is(200);
            http.put("/v1/locks/" + b + "/holds/y", "{\"session\":\"" + one + "\",\"queue\":true}").is(200);
            http.put("/v1/locks/" + a + "/holds/y", "{\"session\":\"" + two + "\",\"queue\":true}").is(200);

            var shown = http.get("/v1/cluster/waits").is(200).json();

            assertThat(shown.propertyNames()).containsExactly("waits", "cycles");
            assertThat(shown.path("waits").toString())
                    .contains("{\"session\":\"%s\",\"lock\":\"%s\",\"hold\":\"y\",\"waitsFor\":[\"%s\"]}"
                            .formatted(one, b, two));
            assertThat(shown.path("cycles").toString()).contains("[\"" + one + "\",\"" + two + "\"]");
            http.get("/v1/cluster/waits?consistency=local").is(200);
            http.get("/v1/cluster/waits?limit=1").isInvalid("limit");
        }
    }
}
