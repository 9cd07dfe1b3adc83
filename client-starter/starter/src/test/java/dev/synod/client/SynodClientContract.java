package dev.synod.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.Candidate;
import dev.synod.api.ClaimRequest;
import dev.synod.api.Election;
import dev.synod.api.Hold;
import dev.synod.api.ManyHoldRequest;
import dev.synod.api.OpenSessionRequest;
import dev.synod.api.OutcomeRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.Relation;
import dev.synod.api.event.Cursor;
import dev.synod.api.event.Event;
import dev.synod.api.event.PublishRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link SynodClient} must do, whoever answers it. */
public abstract class SynodClientContract extends ClientSteps {

    private static final Instant FIRING = Instant.parse("2026-03-01T10:15:00Z");

    @Nested
    class Sessions {

        @Test
        void anOpenedSessionTellsItsIdAndItsTimeToLive() {
            var request = new OpenSessionRequest(
                    Optional.of("billing"), Optional.of("12s"), Optional.of(Map.of("zone", "a")));

            var session = client().open(request, named("key"));

            assertThat(session.id()).startsWith("billing@");
            assertThat(session.ttl()).isEqualTo("12s");
            assertThat(session.metadata()).containsExactly(Map.entry("zone", "a"));
            assertThat(client().keepAlive(session.id()).id()).isEqualTo(session.id());
        }

        @Test
        void theSameKeyAgainOpensNoOther() {
            var request = new OpenSessionRequest(Optional.of(named("p")), Optional.of("12s"), Optional.empty());

            var first = client().open(request, "k1");

            assertThat(client().open(request, "k1").id()).isEqualTo(first.id());
            assertThat(client().open(request, "k2").id()).isNotEqualTo(first.id());
        }

        @Test
        void aClosedSessionHasEndedAndMayBeClosedAgain() {
            var session = session("p");
            client().close(session);
            client().close(session);

            refused(ProblemType.SESSION_EXPIRED, () -> client().keepAlive(session));
            refused(ProblemType.SESSION_EXPIRED, () -> acquire(named("lock"), "h", session, "0s"));
        }

        @Test
        void aSessionThatNeverWasIsRefused() {
            refused(ProblemType.NO_SUCH_SESSION, () -> client().keepAlive("nobody@999999999"));
        }

        @Test
        void aRequestOutOfRangeIsRefused() {
            var tooShort = new OpenSessionRequest(Optional.of("p"), Optional.of("1ms"), Optional.empty());

            refused(ProblemType.INVALID_REQUEST, () -> client().open(tooShort, "k"));
        }
    }

    @Nested
    class LocksOfSessions {

        private final String lock = named("ledger");

        @Test
        void theSameRequestAgainAnswersWithTheSameHoldAndToken() {
            var session = session("p");

            var first = acquire(lock, "h", session, "0s");

            assertThat(first.state()).isEqualTo(Hold.State.held);
            assertThat(acquire(lock, "h", session, "0s").fencingToken()).isEqualTo(first.fencingToken());
            assertThat(client().isCurrent(lock, first.fencingToken().orElseThrow())).isTrue();
            assertThat(client().isCurrent(lock, first.fencingToken().orElseThrow() + 1)).isFalse();
        }

        @Test
        void anotherIsRefusedUntilItIsReleasedAndThenHasALargerToken() {
            var a = session("a");
            var b = session("b");
            var first = acquire(lock, "h1", a, "0s");

            refused(ProblemType.LOCK_UNAVAILABLE, () -> acquire(lock, "h2", b, "0s"));
            client().release(lock, "h1");
            client().release(lock, "h1");

            var second = acquire(lock, "h3", b, "0s");
            assertThat(second.fencingToken().orElseThrow()).isGreaterThan(first.fencingToken().orElseThrow());
            assertThat(client().isCurrent(lock, first.fencingToken().orElseThrow())).isFalse();
        }

        @Test
        void aReleasedHoldIsNotTakenAgain() {
            var session = session("p");
            acquire(lock, "h", session, "0s");
            client().release(lock, "h");

            refused(ProblemType.HOLD_RELEASED, () -> acquire(lock, "h", session, "0s"));
        }

        @Test
        void anotherSessionMayNotUseAHoldsName() {
            acquire(lock, "h", session("a"), "0s");
            var b = session("b");

            refused(ProblemType.HOLD_CONFLICT, () -> acquire(lock, "h", b, "0s"));
        }

        @Test
        void oneThatWaitsIsGrantedAtTheRelease() {
            var a = session("a");
            var b = session("b");
            acquire(lock, "h1", a, "0s");
            assertThat(queue(lock, "h2", b).queuePosition()).contains(1);

            var waiting = elsewhere(() -> acquire(lock, "h2", b, "20s"));
            client().release(lock, "h1");

            assertThat(got(waiting).state()).isEqualTo(Hold.State.held);
        }

        @Test
        void oneThatWaitsInVainIsRefused() {
            acquire(lock, "h1", session("a"), "0s");
            var b = session("b");

            var waiting = elsewhere(() -> acquire(lock, "h2", b, "300ms"));
            letPass(Duration.ofMillis(400));

            refused(ProblemType.LOCK_UNAVAILABLE, () -> {
                try {
                    got(waiting);
                } catch (java.util.concurrent.CompletionException e) {
                    throw e.getCause() == null ? e : e.getCause();
                }
            });
        }

        @Test
        void firstComeFirstServed() {
            var a = session("a");
            acquire(lock, "h1", a, "0s");
            assertThat(queue(lock, "h2", a).queuePosition()).contains(1);
            assertThat(queue(lock, "h3", a).queuePosition()).contains(2);

            client().release(lock, "h1");
            assertThat(queue(lock, "h3", a).state()).isEqualTo(Hold.State.waiting);
            assertThat(queue(lock, "h2", a).state()).isEqualTo(Hold.State.held);

            client().release(lock, "h2");
            assertThat(queue(lock, "h3", a).state()).isEqualTo(Hold.State.held);
        }

        @Test
        void aSessionThatEndsReleasesAllThatItHeld() {
            var a = session("a");
            acquire(lock, "h1", a, "0s");

            client().close(a);

            assertThat(acquire(lock, "h2", session("b"), "0s").state()).isEqualTo(Hold.State.held);
        }

        @Test
        void severalAreTakenAllOrNone() {
            var a = session("a");
            var b = session("b");
            acquire(lock, "h1", a, "0s");

            refused(ProblemType.LOCK_UNAVAILABLE, () -> client().acquireAll(named("m"), many(b)));
            assertThat(acquire(named("other"), "h2", a, "0s").state()).isEqualTo(Hold.State.held);
            client().release(lock, "h1");
            client().release(named("other"), "h2");

            var hold = client().acquireAll(named("n"), many(b));
            assertThat(hold.state()).isEqualTo(Hold.State.held);
            assertThat(client().isCurrent(lock, hold.fencingToken().orElseThrow())).isTrue();
            refused(ProblemType.LOCK_UNAVAILABLE, () -> acquire(lock, "h3", a, "0s"));

            client().releaseAll(named("n"));
            assertThat(acquire(lock, "h4", a, "0s").state()).isEqualTo(Hold.State.held);
        }

        private ManyHoldRequest many(String session) {
            return new ManyHoldRequest(
                    Optional.of(session),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Stream.of(lock, named("other"))
                            .map(name -> new ManyHoldRequest.Share(
                                    Optional.of(name), Optional.empty(), Optional.empty()))
                            .toList()),
                    Optional.empty(),
                    Optional.of("0s"),
                    Optional.empty());
        }
    }

    @Nested
    class ElectionsOfCandidates {

        private final String election = named("reports");

        @Test
        void nobodyLeadsWhereNobodyStood() {
            var election = client().election(this.election, 0, Duration.ZERO);

            assertThat(election.leader()).isEmpty();
            assertThat(election.term()).isEmpty();
            assertThat(election.position()).isZero();
        }

        @Test
        void theFirstLeadsAndTheSecondSucceedsIt() {
            var a = stand(election, "a", session("a"));
            var b = stand(election, "b", session("b"));
            assertThat(a.state()).isEqualTo(Candidate.State.leader);
            assertThat(b.state()).isEqualTo(Candidate.State.candidate);

            client().withdraw(election, "a");
            client().withdraw(election, "a");

            var now = client().election(election, 0, Duration.ZERO);
            assertThat(now.leader().map(Candidate::value)).contains("http://b");
            assertThat(now.term().orElseThrow()).isGreaterThan(a.term().orElseThrow());
        }

        @Test
        void theSameAgainKeepsTheTerm() {
            var session = session("a");
            var first = stand(election, "a", session);

            assertThat(stand(election, "a", session).term()).isEqualTo(first.term());
        }

        @Test
        void aSessionThatEndsLosesItsLead() {
            var session = session("a");
            stand(election, "a", session);

            client().close(session);

            assertThat(client().election(election, 0, Duration.ZERO).leader()).isEmpty();
        }

        @Test
        void oneThatWaitsHearsOfTheChange() {
            var position = leads("a").position();

            var waiting = elsewhere(() -> client().election(election, position, LONG));
            stand(election, "b", session("b"));
            client().withdraw(election, "a");

            assertThat(got(waiting).leader().map(Candidate::candidate)).contains("b");
        }

        @Test
        void theLeadIsHandedOver() {
            var before = leads("a");
            stand(election, "b", session("b"));

            client().transferLead(election, "b");

            var after = client().election(election, before.position(), Duration.ZERO);
            assertThat(after.leader().map(Candidate::candidate)).contains("b");
            refused(ProblemType.NO_SUCH_CANDIDATE, () -> client().transferLead(election, "nobody"));
        }

        private Election leads(String candidate) {
            stand(election, candidate, session(candidate));
            return client().election(election, 0, Duration.ZERO);
        }
    }

    @Nested
    class RunsOfJobs {

        private final String job = named("report");

        private Run claim(String session) {
            return client()
                    .claim(job, FIRING, new ClaimRequest(Optional.of(session), Optional.of("r"), Optional.of(2)));
        }

        private Run finish(long token, String outcome) {
            return client()
                    .finish(
                            job,
                            FIRING,
                            new OutcomeRequest(Optional.of(token), Optional.of(outcome), Optional.empty()));
        }

        @Test
        void oneSessionHasTheRunAndMayAskAgain() {
            var a = session("a");
            var b = session("b");
            var run = claim(a);

            assertThat(run.firing()).isEqualTo(FIRING);
            assertThat(claim(a).fencingToken()).isEqualTo(run.fencingToken());
            refused(ProblemType.ALREADY_CLAIMED, () -> claim(b));
        }

        @Test
        void aFinishedRunIsOver() {
            var run = claim(session("a"));

            assertThat(finish(run.fencingToken(), "succeeded").state()).isEqualTo(Run.State.succeeded);
            assertThat(finish(run.fencingToken(), "succeeded").state()).isEqualTo(Run.State.succeeded);
            var b = session("b");
            refused(ProblemType.ALREADY_CLAIMED, () -> claim(b));
        }

        @Test
        void aRunWhoseSessionEndedIsClaimedAgainAndItsFirstTokenIsStale() {
            var a = session("a");
            var first = claim(a);

            client().close(a);

            var second = claim(session("b"));
            assertThat(second.attempt()).isEqualTo(2);
            assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
            refused(ProblemType.STALE_FENCING_TOKEN, () -> finish(first.fencingToken(), "succeeded"));
        }
    }

    @Nested
    class EventsOfTopics {

        private final String topic = named("orders");

        private Event publish(String session, String type) {
            return client().publish(topic, List.of(request(session, type)), UUID.randomUUID().toString()).get(0);
        }

        private PublishRequest request(String session, String type) {
            return new PublishRequest(
                    Optional.of(session), Optional.of(type), Optional.of("k"), Map.of("n", 1), Optional.empty());
        }

        @Test
        void eventsAreReadInTheOrderOfTheirSequence() {
            var session = session("a");
            publish(session, "one");
            client().publish(topic, List.of(request(session, "two"), request(session, "three")), "batch");

            var read = client().events(topic, 0, Duration.ZERO);

            assertThat(read).extracting(Event::type).containsExactly("one", "two", "three");
            assertThat(read).extracting(Event::sequence).containsExactly(1L, 2L, 3L);
            assertThat(read.get(0).data()).isEqualTo(Map.of("n", 1));
            assertThat(read.get(0).key()).contains("k");
            assertThat(client().events(topic, 2, Duration.ZERO)).extracting(Event::type).containsExactly("three");
            assertThat(client().events(topic, 3, Duration.ZERO)).isEmpty();
        }

        @Test
        void theSameKeyAgainPublishesOnce() {
            var session = session("a");
            var once = List.of(request(session, "one"));

            var first = client().publish(topic, once, "key").get(0);

            assertThat(client().publish(topic, once, "key").get(0).id()).isEqualTo(first.id());
            assertThat(client().events(topic, 0, Duration.ZERO)).hasSize(1);
            refused(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    () -> client().publish(topic, List.of(request(session, "other")), "key"));
        }

        @Test
        void oneThatWaitsReadsTheNext() {
            var session = session("a");

            var waiting = elsewhere(() -> client().events(topic, 0, LONG));
            publish(session, "one");

            assertThat(got(waiting)).extracting(Event::type).containsExactly("one");
        }

        @Test
        void eventsOfStrangersAreConcurrentUntilOneReadsTheOthers() {
            var a = session("a");
            var b = session("b");
            var first = asStranger(() -> publish(a, "one"));
            var unaware = asStranger(() -> publish(b, "two"));
            var aware = asStranger(() -> {
                client().events(topic, 0, Duration.ZERO);
                return publish(b, "three");
            });

            assertThat(client().relation(first.id(), unaware.id())).isEqualTo(Relation.CONCURRENT);
            assertThat(client().relation(first.id(), aware.id())).isEqualTo(Relation.BEFORE);
            assertThat(first.stamp().relation(aware.stamp())).isEqualTo(Relation.BEFORE);
        }

        @Test
        void whoTakesALockKnowsWhatItsReleaserKnew() {
            var a = session("a");
            var b = session("b");
            var lock = named("ledger");
            var before = asStranger(() -> {
                acquire(lock, "h1", a, "0s");
                var event = publish(a, "mine");
                client().release(lock, "h1");
                return event;
            });

            var after = asStranger(() -> {
                acquire(lock, "h2", b, "0s");
                return publish(b, "yours");
            });

            assertThat(before.stamp().relation(after.stamp())).isEqualTo(Relation.BEFORE);
        }

        @Test
        void aThreadLearnsWhatItPublished() {
            var session = session("a");

            var event = publish(session, "one");

            assertThat(Knowledge.current().vector().of(event.stamp().process())).isEqualTo(event.stamp().own());
        }

        @Test
        void aCursorIsKeptAndMovesOnlyForward() {
            var session = session("a");
            publish(session, "one");
            publish(session, "two");
            assertThat(client().cursor(topic, "reader")).isEmpty();

            client().moveCursor(topic, "reader", 2);

            assertThat(client().moveCursor(topic, "reader", 1).sequence()).isEqualTo(2);
            assertThat(client().cursor(topic, "reader").map(Cursor::sequence)).contains(2L);
        }

        private <T> T asStranger(Supplier<T> work) {
            return Knowledge.with(CausalContext.EMPTY, work);
        }
    }
}
