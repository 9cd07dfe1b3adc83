package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.DurationText;
import dev.synod.api.ProblemType;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.node.Answer;
import dev.synod.server.rest.Http.Answered;
import dev.synod.server.rest.ScriptedCoordinator.Asked;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The table of errors, row by row. */
@RestDoorTest
class ErrorTableTest {

    private static final String SOME_SESSION = "{\"session\":\"p@1\"}";

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    @BeforeEach
    void forget() {
        coordinator.forget();
    }

    private static String owned(String session) {
        return "{\"session\":\"" + session + "\"}";
    }

    private static String path(String lock, String hold) {
        return "/v1/locks/" + lock + "/holds/" + hold;
    }

    @Nested
    class NotFound {

        @Test
        void isAnUnknownPathWhateverTheMethod() {
            http.get("/v1/nothing").is(ProblemType.NOT_FOUND);
            http.get("/v1/locks/a/holds").is(ProblemType.NOT_FOUND);
            http.put("/v1/holds", "{}").is(ProblemType.NOT_FOUND);
            http.get("/v1/jobs/j").is(ProblemType.NOT_FOUND);
            http.post("/v1/topics/t/nothing", "{}").is(ProblemType.NOT_FOUND);
            http.delete("/nothing").is(ProblemType.NOT_FOUND);
            http.get("/error").is(ProblemType.NOT_FOUND);
        }

        @Test
        void isASessionThatNeverWas() {
            http.get("/v1/sessions/p@999999999").is(ProblemType.NO_SUCH_SESSION);
            http.put(path("l", "h"), owned("p@999999999")).is(ProblemType.NO_SUCH_SESSION);
            http.put("/v1/elections/e/candidates/c", owned("p@999999999")).is(ProblemType.NO_SUCH_SESSION);
        }

        @Test
        void isAHoldThatIsNot() {
            http.get(path("l", "never")).is(ProblemType.NO_SUCH_HOLD);
            http.post(path("l", "never") + "/renew", "{}").is(ProblemType.NO_SUCH_HOLD);
        }

        @Test
        void isACandidateThatDoesNotStand() {
            http.post("/v1/elections/e/transfer", "{\"to\":\"nobody\"}").is(ProblemType.NO_SUCH_CANDIDATE);
        }

        @Test
        void isAMemberThatIsNot() {
            http.post("/v1/cluster/transfer", "{\"to\":9}").is(ProblemType.NO_SUCH_MEMBER);
        }

        @Test
        void isNotALockOrElectionThatNobodyUsed() {
            String unused = Http.unique("unused");

            assertThat(http.get("/v1/locks/" + unused).is(200).response().body())
                    .isEqualTo("{\"lock\":\"" + unused
                            + "\",\"mode\":null,\"fencingToken\":null,\"holders\":[],\"waiting\":[]}");
            assertThat(http.get("/v1/elections/" + unused).is(200).response().body())
                    .isEqualTo("{\"election\":\"" + unused
                            + "\",\"term\":null,\"leader\":null,\"candidates\":[],\"position\":0}");
        }
    }

    @Nested
    class WhatHttpItselfRefuses {

        @Test
        void isAnotherMethodAndTheAnswerNamesThoseAllowed() {
            var answered = http.put("/v1/sessions", "{}").is(ProblemType.METHOD_NOT_ALLOWED);
            assertThat(answered.header("Allow").orElseThrow().split(", *")).containsExactlyInAnyOrder("GET", "POST");
            http.get("/v1/elections/e/transfer").is(ProblemType.METHOD_NOT_ALLOWED);
            http.delete("/v1/cluster").is(ProblemType.METHOD_NOT_ALLOWED);
        }

        @Test
        void isAnAnswerThatTheClientDoesNotAcceptAndNothingIsDone() {
            String lock = Http.unique("lock");
            String session = http.session();
            coordinator.forget();

            http.send(http.to(path(lock, "a"))
                            .header("Content-Type", "application/json")
                            .header("Accept", "text/html")
                            .PUT(BodyPublishers.ofString(owned(session))))
                    .is(ProblemType.NOT_ACCEPTABLE);

            assertThat(coordinator.submitted()).isEmpty();
            http.send(http.to("/v1/elections/e/stream").header("Accept", "application/json").GET())
                    .is(ProblemType.NOT_ACCEPTABLE);
        }

        @Test
        void isABodyOfAnotherTypeOrOfNone() {
            http.send(http.to(path("l", "h"))
                            .header("Content-Type", "text/plain")
                            .PUT(BodyPublishers.ofString(SOME_SESSION)))
                    .is(ProblemType.UNSUPPORTED_MEDIA_TYPE);
            http.send(http.to(path("l", "h")).PUT(BodyPublishers.ofString(SOME_SESSION)))
                    .is(ProblemType.UNSUPPORTED_MEDIA_TYPE);
            http.send(http.to("/v1/sessions")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("process=p")))
                    .is(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    @Nested
    class Conflict {

        @Test
        void isALockThatOthersHold() {
            String lock = Http.unique("lock");
            var held = http.hold(lock, "a", http.session()).is(200);
            http.put(path(lock, "b"), "{\"session\":\"" + http.session() + "\",\"queue\":true}").is(200);

            var refused = http.hold(lock, "c", http.session()).is(ProblemType.LOCK_UNAVAILABLE);

            assertThat(refused.json().path("holders").get(0)).isEqualTo(held.json());
            assertThat(refused.number("queueLength")).isEqualTo(1);
            assertThat(refused.json().has("withheld")).isFalse();
        }

        @Test
        void isALockThatIsWithheldSinceItsHoldersSessionExpired() {
            String lock = Http.unique("lock");
            String session = http.session();
            http.put(path(lock, "a"), "{\"session\":\"" + session + "\",\"lockDelay\":\"60s\"}").is(200);
            expire(session);

            var refused = http.hold(lock, "b", http.session()).is(ProblemType.LOCK_UNAVAILABLE);

            assertThat(refused.json().path("holders")).isEmpty();
            assertThat(DurationText.parse(refused.text("withheld")))
                    .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        }

        @Test
        void isTheSameHoldWithSomethingElse() {
            String lock = Http.unique("lock");
            String session = http.session();
            http.hold(lock, "a", session).is(200);

            http.hold(lock, "a", http.session()).is(ProblemType.HOLD_CONFLICT);
            http.put(path(lock, "a"), "{\"session\":\"" + session + "\",\"mode\":\"shared\"}")
                    .is(ProblemType.HOLD_CONFLICT);
            http.put(path(lock, "p"), "{\"session\":\"" + session + "\",\"mode\":\"permit\",\"permits\":2}")
                    .is(ProblemType.HOLD_CONFLICT);
            http.post(path(lock, "a") + "/renew", "{}").is(ProblemType.HOLD_CONFLICT);
        }

        @Test
        void isTheSameCandidateInAnotherSession() {
            String candidate = "/v1/elections/" + Http.unique("election") + "/candidates/c";
            http.put(candidate, owned(http.session())).is(200);

            http.put(candidate, owned(http.session())).is(ProblemType.HOLD_CONFLICT);
        }
    }

    @Nested
    class Gone {

        @Test
        void isASessionThatExpired() {
            String session = http.session();
            expire(session);

            for (Answered gone : List.of(
                    http.get("/v1/sessions/" + session),
                    http.post("/v1/sessions/" + session + "/keep-alive"),
                    http.put(path(Http.unique("lock"), "a"), owned(session)),
                    http.put("/v1/elections/" + Http.unique("election") + "/candidates/c", owned(session)))) {
                gone.is(ProblemType.SESSION_EXPIRED);
                assertThat(gone.number("endedPosition")).isPositive().isLessThanOrEqualTo(gone.position());
            }
        }

        @Test
        void isTheOwnSessionOfAHoldThatIsRenewed() {
            String lock = Http.unique("lock");
            var held = http.put(path(lock, "a"), "{\"ttl\":\"1m\"}").is(200);
            http.post(path(lock, "a") + "/renew", "{}").is(200);
            expire(held.text("session"));

            var expired = http.post(path(lock, "a") + "/renew", "{}").is(ProblemType.SESSION_EXPIRED);
            assertThat(expired.number("endedPosition")).isPositive();
        }

        @Test
        void isAHoldThatWasReleasedOrBrokenInThisSession() {
            String lock = Http.unique("lock");
            String session = http.session();
            http.hold(lock, "a", session).is(200);
            http.delete(path(lock, "a")).is(204);
            http.hold(lock, "b", session).is(200);
            http.delete("/v1/locks/" + lock + "?reason=it+hangs").is(204);

            http.hold(lock, "a", session).is(ProblemType.HOLD_RELEASED);
            http.hold(lock, "b", session).is(ProblemType.HOLD_RELEASED);
        }
    }

    @Nested
    class StaleFencingToken {

        @Test
        void isOneThatAReleaseNamesWrongly() {
            String lock = Http.unique("lock");
            long token = http.hold(lock, "a", http.session()).is(200).number("fencingToken");

            var stale = http.delete(path(lock, "a") + "?fencingToken=" + (token + 1))
                    .is(ProblemType.STALE_FENCING_TOKEN);

            assertThat(stale.number("currentFencingToken")).isEqualTo(token);
            http.delete(path(lock, "a") + "?fencingToken=" + token).is(204);
            http.delete(path(lock, "a") + "?fencingToken=" + token).is(204);
        }

        @Test
        void isOneThatACheckFindsNoHolderOf() {
            String lock = Http.unique("lock");
            String session = http.session();
            long first = http.hold(lock, "a", session).number("fencingToken");
            String check = "/v1/locks/" + lock + "/check?fencingToken=" + first;
            http.get(check).is(204);
            http.get(check + "&consistency=local").is(204);
            http.delete(path(lock, "a"));

            var free = http.get(check).is(ProblemType.STALE_FENCING_TOKEN);
            long second = http.hold(lock, "b", session).number("fencingToken");
            var held = http.get(check).is(ProblemType.STALE_FENCING_TOKEN);

            assertThat(free.json().path("currentFencingToken").isNull()).isTrue();
            assertThat(second).isGreaterThan(first);
            assertThat(held.number("currentFencingToken")).isEqualTo(second);
        }
    }

    @Nested
    class TooLarge {

        private final String big = "{\"process\":\"p\",\"metadata\":{\"k\":\"" + "x".repeat(1 << 20) + "\"}}";

        @Test
        void isABodyOverOneMebibyte() {
            var refused = http.post("/v1/sessions", big).is(ProblemType.TOO_LARGE);

            assertThat(refused.number("limit")).isEqualTo(1 << 20);
        }

        @Test
        void isOneWhoseLengthIsNotTold() {
            var chunked = BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(big.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

            http.send(http.to("/v1/sessions").header("Content-Type", "application/json").POST(chunked))
                    .is(ProblemType.TOO_LARGE);
        }

        @Test
        void isOneFarOverItThatTheClientSendsToTheEnd() {
            http.post("/v1/sessions", big.repeat(8)).is(ProblemType.TOO_LARGE);
        }

        @Test
        void isNotOneJustBelow() {
            // Well-formed and within the limit, so it is the metadata that is refused.
            String value = "x".repeat((1 << 20) - 200);
            http.post("/v1/sessions", "{\"process\":\"p\",\"metadata\":{\"k\":\"" + value + "\"}}")
                    .isInvalid("metadata.k");
        }
    }

    /** What a healthy cluster of one never answers: the coordinator is told to. */
    @Nested
    class Unavailable {

        private final String body = SOME_SESSION;

        @Test
        void isABoundOfTheStateThatIsReached() {
            coordinator.answerNext(
                    Command.Acquire.class,
                    new Answer.Done<>(new Outcome.QuotaReached("as many holds as may be"), new Position(7)));

            var answered = http.put(path("l", "h"), body).is(ProblemType.TOO_MANY_REQUESTS);

            assertThat(answered.position()).isEqualTo(7);
        }

        @Test
        void isAClusterWithoutAQuorum() {
            coordinator.answerNext(Command.Acquire.class, new Answer.NoQuorum<>());
            var answered = http.put(path("l", "h"), "{\"session\":\"p@1\",\"wait\":\"2s\"}").is(ProblemType.NO_QUORUM);

            assertThat(answered.position()).isPositive();
            assertThat(coordinator.lastWithin()).isBetween(Duration.ofMillis(6_500), Duration.ofSeconds(7));
            coordinator.answerNext(Asked.READ, new Answer.NoQuorum<>());
            http.get("/v1/locks/l").is(ProblemType.NO_QUORUM);
            coordinator.answerNext(Asked.RENEW, new Answer.NoQuorum<>());
            http.post("/v1/sessions/p@1/keep-alive").is(ProblemType.NO_QUORUM);
            coordinator.answerNext(Asked.READ, new Answer.NoQuorum<>());
            http.get("/v1/elections/e/stream").is(ProblemType.NO_QUORUM);
        }

        @Test
        void isABoundOfTheNodeThatIsReached() {
            coordinator.answerNext(Command.Release.class, new Answer.Overloaded<>());
            http.delete(path("l", "h")).is(ProblemType.OVERLOADED);
            coordinator.answerNext(Asked.READ, new Answer.Overloaded<>());
            http.get("/v1/sessions").is(ProblemType.OVERLOADED);
        }

        @Test
        void isACommandWhoseOutcomeIsUnknownAndTheSameAgainSettlesIt() {
            String lock = Http.unique("lock");
            String session = http.session();
            coordinator.answerNext(Command.Acquire.class, new Answer.Unknown<>());

            http.hold(lock, "a", session).is(ProblemType.UNKNOWN_OUTCOME);

            http.hold(lock, "a", session).is(200);
        }

        @Test
        void isAPlaceInTheQueueThatCouldNotBeLeftForCertain() {
            for (Answer<Outcome> lost : List.<Answer<Outcome>>of(
                    new Answer.Unknown<>(), new Answer.NoQuorum<>(), new Answer.Overloaded<>())) {
                String lock = Http.unique("lock");
                http.hold(lock, "a", http.session()).is(200);
                coordinator.answerNext(Command.LeaveQueue.class, lost);

                http.put(path(lock, "b"), "{\"session\":\"" + http.session() + "\",\"wait\":\"10ms\"}")
                        .is(ProblemType.UNKNOWN_OUTCOME);
            }
        }

        @Test
        void leavesNothingBehindWhereARequestMayNotWait() {
            String lock = Http.unique("lock");
            http.hold(lock, "a", http.session()).is(200);
            coordinator.answerNext(Asked.AWAIT, new Answer.Overloaded<Optional<Object>>());

            http.put(path(lock, "b"), "{\"session\":\"" + http.session() + "\",\"wait\":\"30s\"}")
                    .is(ProblemType.OVERLOADED);

            assertThat(http.get("/v1/locks/" + lock).json().path("waiting")).isEmpty();
        }

        @Test
        void isADefectThatTellsNothingOfItsInside() {
            coordinator.answerNext(Asked.READ, new Answer.Done<>("not a lock", new Position(1)));

            http.get("/v1/locks/l").is(ProblemType.INTERNAL);
        }

        @Test
        void isAPositionThatThisInstanceHasNotLearned() {
            coordinator.answerNext(Asked.CAUGHT_UP, new Answer.NotCaughtUp<>());

            var late = http.send(http.to("/v1/locks/l").header("Synod-After", "999999").GET())
                    .is(ProblemType.NOT_CAUGHT_UP);

            assertThat(late.position()).isLessThan(999_999);
            assertThat(coordinator.lastWithin()).isEqualTo(Duration.ofSeconds(5));
        }
    }

    private void expire(String session) {
        coordinator.submit(new Command.ExpireSession(SessionId.parse(session)), Duration.ofSeconds(5)).join();
    }
}
