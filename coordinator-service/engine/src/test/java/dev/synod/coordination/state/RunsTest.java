package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Run;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Jobs that run once in the whole cluster for each of their firings. */
class RunsTest {

    private static final JobName BILL = new JobName("bill");

    private final Play play = new Play();
    private final SessionId p = play.open("p");
    private final SessionId q = play.open("q");

    private static Instant hour(int hour) {
        return Instant.EPOCH.plusSeconds(3600L * hour);
    }

    private static Outcome claim(Play play, int hour, SessionId by) {
        return play.say(new Command.ClaimRun(BILL, hour(hour), by, "on " + by, 2));
    }

    private Outcome claim(int hour, SessionId by) {
        return claim(play, hour, by);
    }

    private static Outcome finish(Play play, int hour, FencingToken token, Run.Verdict verdict) {
        return play.say(new Command.FinishRun(BILL, hour(hour), token, verdict, Optional.of("7 rows")));
    }

    private Outcome succeed(int hour, FencingToken token) {
        return finish(play, hour, token, Run.Verdict.SUCCEEDED);
    }

    private Run run(int hour) {
        return play.coordination.run(BILL, hour(hour)).orElseThrow();
    }

    @Nested
    class OneRunner {

        @Test
        void theFirstClaimHasIt() {
            Outcome first = claim(1, p);

            var run = new Run(
                    BILL,
                    hour(1),
                    new Run.State.Claimed(),
                    "on " + p,
                    p,
                    1,
                    2,
                    play.position(),
                    play.now());
            assertThat(first).isEqualTo(new Outcome.RunFound(run));
            assertThat(claim(1, q)).isEqualTo(new Outcome.AlreadyClaimed(Optional.of(run)));
            assertThat(claim(1, p)).as("a retry").isEqualTo(first);
            assertThat(claim(2, q)).as("another firing").isInstanceOf(Outcome.RunFound.class);
        }

        @Test
        void aSessionThatIsOverHasNone() {
            play.close(p);

            assertThat(claim(1, p)).isEqualTo(new Outcome.SessionEnded(p, play.coordination.ended(p).orElseThrow()));
            assertThat(claim(1, SessionId.parse("x@99"))).isInstanceOf(Outcome.NoSuchSession.class);
        }

        @Test
        void whatIsFinishedIsNeverClaimedAgain() {
            claim(1, p);
            FencingToken token = run(1).token();
            Outcome finished = succeed(1, token);

            assertThat(finished).isEqualTo(new Outcome.RunFound(run(1)));
            assertThat(run(1).state())
                    .isEqualTo(new Run.State.Finished(
                            Run.Verdict.SUCCEEDED, Optional.of("7 rows"), play.position(), play.now()));
            assertThat(claim(1, q)).isEqualTo(new Outcome.AlreadyClaimed(Optional.of(run(1))));
            assertThat(claim(1, p)).as("who finished it").isEqualTo(finished);
            play.close(p);
            assertThat(claim(1, q)).isEqualTo(new Outcome.AlreadyClaimed(Optional.of(run(1))));
        }

        @Test
        void whatFailedIsFinishedToo() {
            claim(1, p);
            finish(play, 1, run(1).token(), Run.Verdict.FAILED);

            assertThat(claim(1, q)).isEqualTo(new Outcome.AlreadyClaimed(Optional.of(run(1))));
        }
    }

    @Nested
    class Abandoned {

        @Test
        void whenItsSessionEndsAndClaimedAgainWhileAttemptsAreLeft() {
            claim(1, p);
            play.expire(p);
            assertThat(run(1).state()).isEqualTo(new Run.State.Abandoned(play.position(), play.now()));

            assertThat(claim(1, q)).isInstanceOf(Outcome.RunFound.class);
            assertThat(run(1).attempt()).isEqualTo(2);
            assertThat(run(1).session()).isEqualTo(q);
            play.close(q);
            var r = play.open("r");
            assertThat(claim(1, r)).as("no attempts left").isEqualTo(new Outcome.AlreadyClaimed(Optional.of(run(1))));
        }

        @Test
        void theFirstClaimSaysHowOftenItMayBeTried() {
            claim(1, p);
            play.expire(p);

            play.say(new Command.ClaimRun(BILL, hour(1), q, "", 1_000));

            assertThat(run(1).maxAttempts()).isEqualTo(2);
        }

        @Test
        void itsOldRunnerIsNotHeardAnyMore() {
            claim(1, p);
            FencingToken old = run(1).token();
            play.expire(p);
            assertThat(succeed(1, old)).isEqualTo(new Outcome.StaleToken(Optional.empty()));

            claim(1, q);
            assertThat(succeed(1, old)).isEqualTo(new Outcome.StaleToken(Optional.of(run(1).token())));
            assertThat(run(1).state()).isEqualTo(new Run.State.Claimed());
        }

        @Test
        void onlyThatSessionsRunsAre() {
            claim(1, p);
            claim(2, q);
            claim(3, p);
            succeed(3, run(3).token());

            play.close(p);

            assertThat(run(1).state()).isInstanceOf(Run.State.Abandoned.class);
            assertThat(run(2).state()).isInstanceOf(Run.State.Claimed.class);
            assertThat(run(3).state()).isInstanceOf(Run.State.Finished.class);
        }
    }

    @Nested
    class Finishing {

        @Test
        void theSameAgainAnswersAsTheFirst() {
            claim(1, p);
            Outcome first = succeed(1, run(1).token());

            assertThat(succeed(1, run(1).token())).isEqualTo(first);
        }

        @Test
        void anotherOutcomeIsRefused() {
            claim(1, p);
            succeed(1, run(1).token());

            assertThat(finish(play, 1, run(1).token(), Run.Verdict.FAILED))
                    .isEqualTo(new Outcome.AlreadyClaimed(Optional.of(run(1))));
            assertThat(succeed(1, new FencingToken(1)))
                    .isEqualTo(new Outcome.StaleToken(Optional.of(run(1).token())));
        }

        @Test
        void whatNobodyClaimedIsNotThere() {
            assertThat(succeed(1, new FencingToken(1))).isEqualTo(new Outcome.NoSuchRun());
        }
    }

    @Nested
    class Memory {

        private final Play narrow = new Play(Quotas.STANDARD.with(new Quotas.OfRuns(2, 3)));
        private final SessionId p = narrow.open("p");

        private void run(int hour) {
            assertThat(claim(narrow, hour, p)).isInstanceOf(Outcome.RunFound.class);
            FencingToken token =
                    narrow.coordination.run(BILL, hour(hour)).orElseThrow().token();
            assertThat(finish(narrow, hour, token, Run.Verdict.SUCCEEDED)).isInstanceOf(Outcome.RunFound.class);
        }

        private List<Instant> firings() {
            return narrow.coordination.runs(BILL, Optional.empty(), 10).stream().map(Run::firing).toList();
        }

        @Test
        void theRunsOfTheOldestFiringsAreForgottenFirst() {
            for (int hour = 1; hour <= 5; hour++) {
                run(hour);
            }

            assertThat(firings()).containsExactly(hour(5), hour(4), hour(3));
        }

        @Test
        void whatWasForgottenIsNotRunAgain() {
            for (int hour = 1; hour <= 5; hour++) {
                run(hour);
            }

            assertThat(claim(narrow, 1, p)).isEqualTo(new Outcome.AlreadyClaimed(Optional.empty()));
            assertThat(claim(narrow, 2, p)).isEqualTo(new Outcome.AlreadyClaimed(Optional.empty()));
            assertThat(claim(narrow, 0, p)).as("older still").isEqualTo(new Outcome.AlreadyClaimed(Optional.empty()));
        }

        @Test
        void whatIsUnderWayIsNotForgotten() {
            claim(narrow, 1, p);
            run(2);
            run(3);
            run(4);

            assertThat(firings()).containsExactly(hour(4), hour(3), hour(1));
            claim(narrow, 5, p);
            claim(narrow, 6, p);
            assertThat(claim(narrow, 7, p)).isInstanceOf(Outcome.QuotaReached.class);
        }

        @Test
        void noMoreJobsAreRememberedThanMayBe() {
            for (String job : List.of("one", "two")) {
                narrow.say(new Command.ClaimRun(new JobName(job), hour(1), p, "", 1));
            }

            assertThat(claim(narrow, 1, p)).isInstanceOf(Outcome.QuotaReached.class);
        }

        @Test
        void isListedNewestFiringFirst() {
            for (int hour = 1; hour <= 3; hour++) {
                run(hour);
            }

            assertThat(narrow.coordination.runs(BILL, Optional.of(hour(3)), 1).stream().map(Run::firing))
                    .containsExactly(hour(2));
            assertThat(narrow.coordination.runs(new JobName("other"), Optional.empty(), 9)).isEmpty();
        }
    }

    @Test
    void isTriedOnceToAThousandTimes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Command.ClaimRun(BILL, hour(1), p, "", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Command.ClaimRun(BILL, hour(1), p, "", 1_001));
    }

    @Nested
    class TheClustersTopic {

        private List<Event> told() {
            return play.coordination.topics().events(new TopicName("synod.runs"), 0, 100);
        }

        @Test
        void tellsOfEachRunAsItStandsAfterItsDecreeAndOfNoRetry() {
            claim(1, p);
            claim(1, p);
            claim(1, q);
            Run claimed = run(1);
            succeed(1, claimed.token());
            succeed(1, claimed.token());
            Run finished = run(1);

            assertThat(told()).extracting(Event::type).containsExactly("run.claimed", "run.finished");
            assertThat(told()).extracting(Event::content)
                    .containsExactly(new Content.OfRun(claimed), new Content.OfRun(finished));
            assertThat(told()).extracting(event -> event.key().orElseThrow()).containsOnly("bill");
        }

        @Test
        void tellsOfARunThatItsSessionLeftBehindAndOfTheNextAttempt() {
            claim(1, p);
            play.close(p);
            claim(1, q);

            assertThat(told()).extracting(Event::type).containsExactly("run.claimed", "run.abandoned", "run.claimed");
            assertThat(told().get(1).content()).isInstanceOfSatisfying(Content.OfRun.class, content ->
                    assertThat(content.run().state()).isInstanceOf(Run.State.Abandoned.class));
            assertThat(told().get(2).content()).isEqualTo(new Content.OfRun(run(1)));
        }

        @Test
        void isReadBackWithEveryStateOfARun() {
            claim(1, p);
            succeed(1, run(1).token());
            claim(2, p);
            finish(play, 2, run(2).token(), Run.Verdict.FAILED);
            claim(3, p);
            play.close(p);

            Coordination read = Coordination.read(ByteBuffer.wrap(play.coordination.write()));

            assertThat(read.topics().events(new TopicName("synod.runs"), 0, 100)).isEqualTo(told()).hasSize(6);
        }

        @Test
        void knowsWhatTheRunsSessionKnows() {
            Event published = ((Outcome.Published) play.say(publish(q))).events().get(0);
            CausalContext told = published.stamp().context();
            play.say(new Command.Knowing(told, new Command.ClaimRun(BILL, hour(1), p, "r", 2)));
            assertThat(play.coordination.clock(p).orElseThrow().vector().of(q.toString())).isEqualTo(1);
            Event later = ((Outcome.Published) play.say(publish(q))).events().get(0);
            var finish = new Command.FinishRun(
                    BILL, hour(1), run(1).token(), Run.Verdict.SUCCEEDED, Optional.empty());
            play.say(new Command.Knowing(later.stamp().context(), finish));

            assertThat(told().get(0).stamp().vector().of(q.toString())).isEqualTo(1);
            assertThat(told().get(1).stamp().vector().of(q.toString())).isEqualTo(2);
            assertThat(play.coordination.clock(p).orElseThrow().vector().of(q.toString())).isEqualTo(2);
        }

        @Test
        void aStaleTokenTeachesNobody() {
            Event published = ((Outcome.Published) play.say(publish(q))).events().get(0);
            claim(1, p);
            var stale = new Command.FinishRun(
                    BILL, hour(1), new FencingToken(1), Run.Verdict.SUCCEEDED, Optional.empty());

            assertThat(play.say(new Command.Knowing(published.stamp().context(), stale)))
                    .isInstanceOf(Outcome.StaleToken.class);
            assertThat(play.coordination.clock(p).orElseThrow().isEmpty()).isTrue();
        }

        private Command publish(SessionId session) {
            var draft = new Draft("t", Optional.empty(), Content.Json.of("1"), List.of());
            return new Command.Publish(session, new TopicName("orders"), List.of(draft), Optional.empty());
        }
    }
}
