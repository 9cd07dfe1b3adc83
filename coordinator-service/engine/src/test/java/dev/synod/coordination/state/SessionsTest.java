package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Session;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The section Sessions of the REST contract, as far as the state decides it. */
class SessionsTest {

    private static final Quotas REMEMBERS_TWO = Small.quotas(100, 2, 100, 100, 100, 100, 100, 100);

    private final Play play = new Play();

    private Outcome open(String process, Duration ttl, Map<String, String> metadata, String key) {
        return play.say(new Command.OpenSession(new ProcessName(process), ttl, metadata, Optional.of(key)));
    }

    @Nested
    class Opening {

        @Test
        void aSessionIsNamedByItsProcessAndThePositionOfItsOpening() {
            play.open("web-1");
            var outcome = play.say(new Command.OpenSession(
                    new ProcessName("billing-0"), Play.TTL, Map.of("zone", "a"), Optional.empty()));

            var id = new SessionId(new ProcessName("billing-0"), new Position(2));
            assertThat(outcome)
                    .isEqualTo(new Outcome.SessionOpened(
                            new Session(id, Play.TTL, Map.of("zone", "a"), play.now(), List.of(), List.of())));
            assertThat(play.changes()).containsExactly(new Change.SessionBegan(id, Play.TTL));
        }

        @Test
        void twiceWithoutAKeyOpensTwoSessions() {
            play.open("p");
            play.open("p");

            assertThat(play.coordination.sessions("", "", 10)).hasSize(2);
        }

        @Test
        void againWithTheSameKeyAnswersWithTheSameSession() {
            var first = open("p", Play.TTL, Map.of("zone", "a"), "key-1");
            var again = open("p", Play.TTL, Map.of("zone", "a"), "key-1");

            assertThat(again).isEqualTo(first);
            assertThat(play.changes()).isEmpty();
        }

        @Test
        void againWithTheSameKeyAndAnotherBodyIsRefused() {
            open("p", Play.TTL, Map.of("zone", "a"), "key-1");

            assertThat(open("p", Duration.ofSeconds(11), Map.of("zone", "a"), "key-1"))
                    .isEqualTo(new Outcome.KeyReused("key-1"));
            assertThat(open("p", Play.TTL, Map.of("zone", "b"), "key-1")).isEqualTo(new Outcome.KeyReused("key-1"));
        }

        @Test
        void aKeyBelongsToItsProcess() {
            open("p", Play.TTL, Map.of(), "key-1");

            assertThat(open("q", Duration.ofSeconds(11), Map.of(), "key-1")).isInstanceOf(Outcome.SessionOpened.class);
        }

        @Test
        void aKeyIsForgottenWithTheSessionThatItOpened() {
            open("p", Play.TTL, Map.of(), "key-1");
            play.close(play.session("p"));
            open("p", Duration.ofSeconds(11), Map.of(), "key-1");

            assertThat(play.coordination.session(play.session("p"))).isPresent();
        }
    }

    @Nested
    class Ending {

        @Test
        void aClosedSessionIsRememberedWithWhereItEnded() {
            var session = play.open("p");

            assertThat(play.close(session)).isEqualTo(new Outcome.Done());
            assertThat(play.changes()).containsExactly(new Change.SessionOver(session));
            assertThat(play.coordination.session(session)).isEmpty();
            assertThat(play.coordination.ended(session)).contains(play.position());
        }

        @Test
        void anExpiredSessionIsRememberedWithWhereItEnded() {
            var session = play.open("p");

            assertThat(play.expire(session)).isEqualTo(new Outcome.Done());
            assertThat(play.changes()).containsExactly(new Change.SessionOver(session));
            assertThat(play.coordination.ended(session)).contains(play.position());
        }

        @Test
        void whatIsGoneOrNeverWasCanBeEndedAgainWithoutEffect() {
            var session = play.open("p");
            play.close(session);
            var end = play.position();

            assertThat(play.close(session)).isEqualTo(new Outcome.Done());
            assertThat(play.expire(session)).isEqualTo(new Outcome.Done());
            assertThat(play.close(play.session("never"))).isEqualTo(new Outcome.Done());
            assertThat(play.changes()).isEmpty();
            assertThat(play.coordination.ended(session)).contains(end);
        }

        @Test
        void aCommandThatNamesAnEndedSessionHearsWhereItEnded() {
            var session = play.open("p");
            play.expire(session);
            var ended = new Outcome.SessionEnded(session, play.position());

            assertThat(play.ask(Ask.of("ledger", "a").in(session))).isEqualTo(ended);
            assertThat(play.enter("x", session, 0)).isEqualTo(ended);
        }

        @Test
        void aCommandThatNamesASessionThatNeverWasHearsSo() {
            var never = new SessionId(new ProcessName("p"), new Position(99));

            assertThat(play.ask(Ask.of("ledger", "a").in(never))).isEqualTo(new Outcome.NoSuchSession(never));
            assertThat(play.enter("x", never, 0)).isEqualTo(new Outcome.NoSuchSession(never));
        }

        @Test
        void theOldestEndedSessionIsForgottenFirst() {
            var forgetful = new Play(REMEMBERS_TWO);
            var first = forgetful.open("p");
            var second = forgetful.open("p");
            var third = forgetful.open("p");
            forgetful.close(second);
            forgetful.close(first);
            forgetful.close(third);

            assertThat(forgetful.coordination.ended(second)).isEmpty();
            assertThat(forgetful.ask(Ask.of("ledger", "a").in(second))).isEqualTo(new Outcome.SessionForgotten(second));
            assertThat(forgetful.coordination.isForgotten(second)).isTrue();
            assertThat(forgetful.coordination.isForgotten(first)).isFalse();
            assertThat(forgetful.coordination.ended(first)).isPresent();
            assertThat(forgetful.coordination.ended(third)).isPresent();
        }

        @Test
        void aForgottenSessionIsOverAndOneOfALaterIdNeverWas() {
            var forgetful = new Play(REMEMBERS_TWO);
            var lives = forgetful.open("p");
            var ended = List.of(forgetful.open("p"), forgetful.open("p"), forgetful.open("p"));
            ended.forEach(forgetful::close);
            var later = new SessionId(new ProcessName("p"), new Position(forgetful.position().number() + 1));

            Coordination read = Coordination.read(ByteBuffer.wrap(forgetful.coordination.write()));

            for (var state : List.of(forgetful.coordination, read)) {
                assertThat(state.isForgotten(ended.get(0))).isTrue();
                assertThat(state.isForgotten(ended.get(1))).isFalse();
                assertThat(state.isForgotten(lives)).as("who was opened before and lives").isFalse();
                assertThat(state.isForgotten(later)).as("who may still be opened").isFalse();
                assertThat(state.digest()).isEqualTo(forgetful.coordination.digest());
            }
            assertThat(forgetful.ask(Ask.of("ledger", "a").in(later))).isEqualTo(new Outcome.NoSuchSession(later));
            assertThat(forgetful.ask(Ask.of("ledger", "a").in(lives))).isInstanceOf(Outcome.Held.class);
        }

        @Test
        void everythingASessionHadIsReleasedInTheSameDecree() {
            var gone = play.open("gone");
            var next = play.open("next");
            play.ask(Ask.of("held", "a").in(gone));
            play.ask(Ask.of("held", "b").in(next).queued());
            play.ask(Ask.of("awaited", "c").in(next));
            play.ask(Ask.of("awaited", "d").in(gone).queued());
            play.enter("x", gone, 0);
            play.enter("y", next, 0);

            play.expire(gone);

            assertThat(play.holders("held")).containsExactly("b");
            assertThat(play.token("held", "b").number()).isEqualTo(play.position().number());
            assertThat(play.waiting("awaited")).isEmpty();
            assertThat(play.leader()).contains("y");
            assertThat(play.changes())
                    .containsExactly(
                            new Change.SessionOver(gone),
                            new Change.HoldSettled(new LockName("awaited"), new HoldName("d")),
                            new Change.HoldSettled(new LockName("held"), new HoldName("b")),
                            new Change.LeadershipChanged(new ElectionName("reports")));
        }

        @Test
        void nothingIsGivenToTheSessionThatIsEnding() {
            var gone = play.open("gone");
            play.ask(Ask.of("ledger", "a").in(gone));
            play.ask(Ask.of("ledger", "b").in(gone).queued());
            play.ask(Ask.of("ledger", "c").queued());
            play.enter("x", gone, 0);
            play.enter("y", gone, 0);

            play.close(gone);

            assertThat(play.holders("ledger")).containsExactly("c");
            assertThat(play.leader()).isEmpty();
            assertThat(play.changes())
                    .filteredOn(Change.LeadershipChanged.class::isInstance)
                    .hasSize(1);
        }
    }

    @Nested
    class Seeing {

        @Test
        void aSessionShowsWhatItHoldsAndWhereItStands() {
            var session = play.open("p");
            play.ask(Ask.of("zebra", "a").in(session));
            play.ask(Ask.of("ant", "b").in(session));
            play.ask(Ask.of("ant", "c").in(session).queued());
            play.enter("x", session, 0);

            var seen = play.coordination.session(session).orElseThrow();

            assertThat(seen.holds())
                    .containsExactly(
                            new Session.HeldLock(new LockName("zebra"), new HoldName("a")),
                            new Session.HeldLock(new LockName("ant"), new HoldName("b")));
            assertThat(seen.candidacies())
                    .containsExactly(
                            new Session.Candidacy(new ElectionName("reports"), new CandidateName("x")));
        }

        @Test
        void sessionsAreListedByTheTextOfTheirIdAPageAtATime() {
            List.of("b", "a", "ab", "c", "a").forEach(play::open);

            assertThat(ids("", "", 3)).containsExactly("a@2", "a@5", "ab@3");
            assertThat(ids("", "ab@3", 3)).containsExactly("b@1", "c@4");
            assertThat(ids("a", "", 9)).containsExactly("a@2", "a@5", "ab@3");
            assertThat(ids("a", "a@2", 9)).containsExactly("a@5", "ab@3");
            assertThat(ids("b", "a@2", 9)).containsExactly("b@1");
            assertThat(ids("b", "c", 9)).isEmpty();
        }

        private List<String> ids(String prefix, String after, int limit) {
            return play.coordination.sessions(prefix, after, limit).stream()
                    .map(session -> session.id().toString())
                    .toList();
        }

        @Test
        void whatWasSeenDoesNotChangeLater() {
            var session = play.open("p");
            play.ask(Ask.of("ledger", "a").in(session));
            var seen = play.coordination.session(session).orElseThrow();
            var lock = play.lock("ledger");

            play.close(session);

            assertThat(seen.holds()).hasSize(1);
            assertThat(lock.holders()).hasSize(1);
        }
    }

    @Nested
    class OfItsOwn {

        private final Owner cron = new Owner.OwnSession(new ProcessName("cron"), Duration.ofSeconds(30));

        @Test
        void aHoldWithoutASessionGetsOneThatEndsWithIt() {
            play.ask(Ask.of("ledger", "a").by(cron));
            var session = play.session("cron");

            assertThat(play.changes()).containsExactly(new Change.SessionBegan(session, Duration.ofSeconds(30)));
            assertThat(play.hold("ledger", "a").orElseThrow().session()).isEqualTo(session);
            assertThat(play.coordination.ownsSession(new LockName("ledger"), new HoldName("a"))).isTrue();

            play.release("ledger", "a");

            assertThat(play.changes()).containsExactly(new Change.SessionOver(session));
            assertThat(play.coordination.ended(session)).contains(play.position());
            assertThat(play.coordination.endedHold(new LockName("ledger"), new HoldName("a")))
                    .contains(play.position());
        }

        @Test
        void aHoldThatIsNotGrantedAndDoesNotWaitLeavesNoSession() {
            play.ask(Ask.of("ledger", "a"));

            assertThat(play.ask(Ask.of("ledger", "b").by(cron))).isInstanceOf(Outcome.LockUnavailable.class);
            assertThat(play.changes()).isEmpty();
            assertThat(play.coordination.sessions("cron", "", 10)).isEmpty();
            assertThat(play.coordination.endedHold(new LockName("ledger"), new HoldName("b"))).isEmpty();
        }

        @Test
        void aHoldThatLeavesTheQueueTakesItsSessionAlong() {
            play.ask(Ask.of("ledger", "a"));
            play.ask(Ask.of("ledger", "b").by(cron).queued().attempt(7));
            var session = play.session("cron");

            play.leave("ledger", "b", 7);

            assertThat(play.changes())
                    .containsExactly(
                            new Change.SessionOver(session),
                            new Change.HoldSettled(new LockName("ledger"), new HoldName("b")));
            assertThat(play.coordination.ended(session)).contains(play.position());
        }

        @Test
        void anExpiredSessionOfAHoldIsRememberedUnderTheHold() {
            play.ask(Ask.of("ledger", "a").by(cron));
            play.expire(play.session("cron"));

            assertThat(play.hold("ledger", "a")).isEmpty();
            assertThat(play.coordination.endedHold(new LockName("ledger"), new HoldName("a")))
                    .contains(play.position());
        }

        @Test
        void theNewestEndOfAHoldIsTheOneRemembered() {
            var forgetful = new Play(REMEMBERS_TWO);
            forgetful.ask(Ask.of("ledger", "a"));
            forgetful.release("ledger", "a");
            forgetful.ask(Ask.of("ledger", "a"));
            forgetful.release("ledger", "a");
            var newest = forgetful.position();
            var other = forgetful.open("p");

            forgetful.close(other);

            assertThat(forgetful.coordination.endedHold(new LockName("ledger"), new HoldName("a"))).contains(newest);
            forgetful.close(forgetful.open("p"));
            assertThat(forgetful.coordination.endedHold(new LockName("ledger"), new HoldName("a"))).isEmpty();
        }

        @Test
        void otherHoldsMayLiveOnItToo() {
            play.ask(Ask.of("ledger", "a").by(cron));
            var session = play.session("cron");
            play.ask(Ask.of("mail", "b").in(session));

            play.release("ledger", "a");

            assertThat(play.holders("mail")).isEmpty();
        }

        @Test
        void aCandidateWithoutASessionGetsOneThatEndsWithIt() {
            play.enter("x", cron, 0);
            var session = play.session("cron");
            assertThat(play.changes())
                    .containsExactly(
                            new Change.SessionBegan(session, Duration.ofSeconds(30)),
                            new Change.LeadershipChanged(new ElectionName("reports")));

            play.withdraw("x");

            assertThat(play.changes())
                    .containsExactly(
                            new Change.SessionOver(session),
                            new Change.LeadershipChanged(new ElectionName("reports")));
            assertThat(play.coordination.ended(session)).contains(play.position());
        }
    }
}
