package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Change;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The section Locks of the REST contract, as far as the state decides it: asking, waiting, giving back. */
class LocksTest {

    private static final LockName LEDGER = new LockName("ledger");
    private static final Outcome DONE = new Outcome.Done();

    private final Play play = new Play();
    private final SessionId mine = play.open("mine");
    private final SessionId other = play.open("other");

    private static Change settled(String hold) {
        return new Change.HoldSettled(LEDGER, new HoldName(hold));
    }

    @Nested
    class Asking {

        @Test
        void aFreeLockIsHeldAtOnceWithThePositionAsToken() {
            var outcome = play.ask(Ask.of("ledger", "a").in(mine));

            var state = new Hold.State.Held(
                    FencingToken.grantedAt(play.position()), play.position(), play.now());
            var hold = new Hold(LEDGER, new HoldName("a"), mine, Mode.EXCLUSIVE, state);
            assertThat(outcome).isEqualTo(new Outcome.Held(hold));
            assertThat(play.hold("ledger", "a")).contains(hold);
            assertThat(play.lock("ledger")).isEqualTo(new Lock(LEDGER, List.of(hold), List.of(), Optional.empty()));
            assertThat(play.changes()).isEmpty();
        }

        @Test
        void againAnswersWithTheSameHoldAndToken() {
            var first = play.ask(Ask.of("ledger", "a").in(mine));

            assertThat(play.ask(Ask.of("ledger", "a").in(mine))).isEqualTo(first);
            assertThat(play.ask(Ask.of("ledger", "a").in(mine).queued().attempt(9))).isEqualTo(first);
        }

        @Test
        void againWithoutASessionAnswersWithTheSameHoldAndSession() {
            var cron = new Owner.OwnSession(new ProcessName("cron"), Duration.ofSeconds(30));
            var first = play.ask(Ask.of("ledger", "a").by(cron));

            assertThat(play.ask(Ask.of("ledger", "a").by(cron))).isEqualTo(first);
            assertThat(play.changes()).isEmpty();
        }

        @Test
        void heldByOthersWithoutWaitingIsUnavailableAndLeavesNothing() {
            play.ask(Ask.of("ledger", "a").in(mine));
            play.ask(Ask.of("ledger", "b").in(mine).queued());
            var before = play.lock("ledger");

            assertThat(play.ask(Ask.of("ledger", "c").in(other)))
                    .isEqualTo(new Outcome.LockUnavailable(before.holders(), 1, Optional.empty()));
            assertThat(play.lock("ledger")).isEqualTo(before);
            assertThat(play.changes()).isEmpty();
        }

        @Test
        void aSecondHoldOfTheSameSessionWaitsLikeAnyOther() {
            play.ask(Ask.of("ledger", "a").in(mine));

            assertThat(play.ask(Ask.of("ledger", "b").in(mine).queued())).isInstanceOf(Outcome.Waits.class);
        }

        @Test
        void theSameNameWithSomethingElseIsAConflictThatNamesTheDifference() {
            play.ask(Ask.of("ledger", "a").in(mine).delay(Duration.ofSeconds(5)));
            var same = Ask.of("ledger", "a").in(mine).delay(Duration.ofSeconds(5));
            var cron = new Owner.OwnSession(new ProcessName("cron"), Duration.ofSeconds(30));

            assertConflict(same.in(other), "hold a of lock ledger belongs to another session than other@2");
            assertConflict(same.by(cron), "hold a of lock ledger lives on a session, not on one of its own");
            assertConflict(same.shared(), "hold a of lock ledger is exclusive, not shared");
            assertConflict(same.permit(3), "hold a of lock ledger is exclusive, not permit of 3");
            assertConflict(same.delay(Duration.ZERO), "hold a of lock ledger has the lock delay PT5S, not PT0S");
            assertThat(play.ask(same)).isInstanceOf(Outcome.Held.class);
        }

        @Test
        void theSameNameWithAnotherSessionOfItsOwnIsAConflict() {
            var cron = new Owner.OwnSession(new ProcessName("cron"), Duration.ofSeconds(30));
            play.ask(Ask.of("ledger", "a").by(cron));
            var session = play.session("cron");

            assertConflict(Ask.of("ledger", "a").in(session), "has a session of its own");
            assertConflict(
                    Ask.of("ledger", "a").by(new Owner.OwnSession(new ProcessName("cron"), Duration.ofSeconds(31))),
                    "has the time to live PT30S, not PT31S");
            assertConflict(
                    Ask.of("ledger", "a").by(new Owner.OwnSession(new ProcessName("web"), Duration.ofSeconds(30))),
                    "belongs to another process than web");
        }

        @Test
        void otherPermitsThanTheLockHasAreAConflictUntilItIsFree() {
            play.ask(Ask.of("ledger", "a").in(mine).permit(3));

            assertConflict(
                    Ask.of("ledger", "b").in(mine).permit(4), "lock ledger is used as permit of 3, not as permit of 4");
            play.release("ledger", "a");
            assertThat(play.ask(Ask.of("ledger", "b").in(mine).permit(4))).isInstanceOf(Outcome.Held.class);
        }

        private void assertConflict(Ask ask, String sentence) {
            assertThat(play.ask(ask))
                    .isInstanceOfSatisfying(
                            Outcome.Conflict.class, conflict -> assertThat(conflict.detail()).contains(sentence));
        }
    }

    @Nested
    class Waiting {

        @Test
        void whoCameFirstIsServedFirst() {
            List.of("a", "b", "c", "d").forEach(hold -> play.ask(Ask.of("ledger", hold).in(mine).queued()));

            assertThat(play.waiting("ledger")).containsExactly("b", "c", "d");
            assertThat(play.hold("ledger", "c").orElseThrow().state()).isEqualTo(new Hold.State.Waiting(2));
            for (String next : List.of("b", "c", "d")) {
                play.release("ledger", play.holders("ledger").get(0));
                assertThat(play.holders("ledger")).containsExactly(next);
                assertThat(play.changes()).containsExactly(settled(next));
                assertThat(play.token("ledger", next)).isEqualTo(FencingToken.grantedAt(play.position()));
            }
        }

        @Test
        void aWaitWithALimitIsTold() {
            play.ask(Ask.of("ledger", "a").in(mine));

            play.ask(Ask.of("ledger", "b").in(mine).waitingAtMost(Duration.ofSeconds(5)).attempt(7));

            assertThat(play.changes())
                    .containsExactly(new Change.HoldWaits(
                            LEDGER, new HoldName("b"), new AttemptId(7), Duration.ofSeconds(5)));
        }

        @Test
        void aWaitWithoutALimitIsNotTold() {
            play.ask(Ask.of("ledger", "a").in(mine));

            play.ask(Ask.of("ledger", "b").in(mine).queued());

            assertThat(play.changes()).isEmpty();
        }

        @Test
        void aWaitThatIsGrantedAtOnceIsNotTold() {
            play.ask(Ask.of("ledger", "a").in(mine).waitingAtMost(Duration.ofSeconds(5)));

            assertThat(play.changes()).isEmpty();
        }

        @Test
        void aRetryKeepsItsPlaceAndOnlyItsNewestAttemptTakesItOut() {
            play.ask(Ask.of("ledger", "a").in(mine));
            play.ask(Ask.of("ledger", "b").in(mine).queued().attempt(1));
            play.ask(Ask.of("ledger", "c").in(mine).queued());

            var again = play.ask(Ask.of("ledger", "b").in(mine).waitingAtMost(Duration.ofSeconds(5)).attempt(2));

            assertThat(again).isEqualTo(new Outcome.Waits(play.hold("ledger", "b").orElseThrow()));
            assertThat(play.changes())
                    .containsExactly(new Change.HoldWaits(
                            LEDGER, new HoldName("b"), new AttemptId(2), Duration.ofSeconds(5)));
            assertThat(play.waiting("ledger")).containsExactly("b", "c");
            assertThat(play.leave("ledger", "b", 1)).isEqualTo(DONE);
            assertThat(play.waiting("ledger")).containsExactly("b", "c");
            assertThat(play.leave("ledger", "b", 2)).isEqualTo(DONE);
            assertThat(play.changes()).containsExactly(settled("b"));
            assertThat(play.waiting("ledger")).containsExactly("c");
        }

        @Test
        void aRetryThatDoesNotWaitLeavesTheQueue() {
            play.ask(Ask.of("ledger", "a").in(mine));
            play.ask(Ask.of("ledger", "b").in(mine).queued());

            assertThat(play.ask(Ask.of("ledger", "b").in(mine)))
                    .isEqualTo(new Outcome.LockUnavailable(play.lock("ledger").holders(), 0, Optional.empty()));
            assertThat(play.changes()).containsExactly(settled("b"));
        }

        @Test
        void whoLeavesByARetryMakesWayAndTheAnswerShowsIt() {
            play.ask(Ask.of("ledger", "reader").in(mine).shared());
            play.ask(Ask.of("ledger", "writer").in(mine).queued());
            play.ask(Ask.of("ledger", "late").in(other).shared().queued());

            var outcome = play.ask(Ask.of("ledger", "writer").in(mine));

            assertThat(play.holders("ledger")).containsExactly("reader", "late");
            assertThat(outcome)
                    .isEqualTo(new Outcome.LockUnavailable(play.lock("ledger").holders(), 0, Optional.empty()));
            assertThat(play.changes()).containsExactly(settled("writer"), settled("late"));
        }

        @Test
        void whoLeftTheQueueMayAskAgainUnderTheSameName() {
            play.ask(Ask.of("ledger", "a").in(mine));
            play.ask(Ask.of("ledger", "b").in(mine).queued().attempt(1));
            play.leave("ledger", "b", 1);

            assertThat(play.ask(Ask.of("ledger", "b").in(mine).queued())).isInstanceOf(Outcome.Waits.class);
        }

        @Test
        void leavingWithoutWaitingIsDoneAndTakesNothing() {
            play.ask(Ask.of("ledger", "a").in(mine).attempt(1));

            assertThat(play.leave("ledger", "a", 1)).isEqualTo(DONE);
            assertThat(play.leave("ledger", "never", 1)).isEqualTo(DONE);
            assertThat(play.leave("mail", "a", 1)).isEqualTo(DONE);
            assertThat(play.holders("ledger")).containsExactly("a");
        }

        @Test
        void whoeverIsReleasedBehindALeavingWriterIsAdmittedInTheSameDecree() {
            play.ask(Ask.of("ledger", "reader").in(mine).shared());
            play.ask(Ask.of("ledger", "writer").in(mine).queued().attempt(4));
            play.ask(Ask.of("ledger", "second").in(mine).shared().queued());
            play.ask(Ask.of("ledger", "third").in(mine).shared().queued());

            play.leave("ledger", "writer", 4);

            assertThat(play.holders("ledger")).containsExactly("reader", "second", "third");
            assertThat(play.token("ledger", "second"))
                    .isEqualTo(play.token("ledger", "third"))
                    .isEqualTo(FencingToken.grantedAt(play.position()))
                    .isGreaterThan(play.token("ledger", "reader"));
        }
    }

    @Nested
    class GivingBack {

        @Test
        void withItsTokenOrNoneAHoldIsReleased() {
            play.ask(Ask.of("ledger", "a").in(mine));
            assertThat(play.release("ledger", "a", play.position())).isEqualTo(DONE);
            assertThat(play.holders("ledger")).isEmpty();
            play.ask(Ask.of("ledger", "b").in(mine));
            assertThat(play.release("ledger", "b")).isEqualTo(DONE);
            assertThat(play.holders("ledger")).isEmpty();
        }

        @Test
        void whatIsGoneOrNeverWasIsDone() {
            play.ask(Ask.of("ledger", "a").in(mine));
            var token = play.position();
            play.release("ledger", "a");

            assertThat(play.release("ledger", "a", token)).isEqualTo(DONE);
            assertThat(play.release("ledger", "never")).isEqualTo(DONE);
            assertThat(play.release("nowhere", "a", token)).isEqualTo(DONE);
        }

        @Test
        void withAnothersTokenNothingIsReleasedAndTheCurrentOneIsTold() {
            play.ask(Ask.of("ledger", "a").in(mine));
            var current = FencingToken.grantedAt(play.position());

            assertThat(play.release("ledger", "a", new Position(1)))
                    .isEqualTo(new Outcome.StaleToken(Optional.of(current)));
            assertThat(play.holders("ledger")).containsExactly("a");
        }

        @Test
        void withATokenAWaitingHoldIsNotReleased() {
            play.ask(Ask.of("ledger", "a").in(mine));
            var current = play.position();
            play.ask(Ask.of("ledger", "b").in(mine).queued());

            assertThat(play.release("ledger", "b", current))
                    .isEqualTo(new Outcome.StaleToken(Optional.of(FencingToken.grantedAt(current))));
            assertThat(play.waiting("ledger")).containsExactly("b");
        }

        @Test
        void ofSeveralHoldersTheLargestTokenIsTheCurrentOne() {
            play.ask(Ask.of("ledger", "a").in(mine).shared());
            play.ask(Ask.of("ledger", "b").in(mine).shared());
            var newest = play.position();

            assertThat(play.release("ledger", "a", newest))
                    .isEqualTo(new Outcome.StaleToken(Optional.of(FencingToken.grantedAt(newest))));
        }

        @Test
        void withoutATokenAWaitingHoldLeavesTheQueueForGood() {
            play.ask(Ask.of("ledger", "a").in(mine));
            play.ask(Ask.of("ledger", "b").in(mine).queued());

            assertThat(play.release("ledger", "b")).isEqualTo(DONE);
            assertThat(play.changes()).containsExactly(settled("b"));
            assertThat(play.ask(Ask.of("ledger", "b").in(mine).queued())).isEqualTo(new Outcome.HoldReleased());
        }

        @Test
        void aReleasedNameIsNotTakenAgainInItsSession() {
            play.ask(Ask.of("ledger", "a").in(mine));
            play.release("ledger", "a");

            assertThat(play.ask(Ask.of("ledger", "a").in(mine))).isEqualTo(new Outcome.HoldReleased());
            assertThat(play.holders("ledger")).isEmpty();
            assertThat(play.ask(Ask.of("mail", "a").in(mine))).isInstanceOf(Outcome.Held.class);
            assertThat(play.ask(Ask.of("ledger", "a").in(other))).isInstanceOf(Outcome.Held.class);
            assertThat(play.ask(Ask.of("ledger", "a").in(mine))).isEqualTo(new Outcome.HoldReleased());
        }

        @Test
        void aNameWithASessionOfItsOwnMayBeTakenAgain() {
            play.ask(Ask.of("ledger", "a"));
            play.release("ledger", "a");

            assertThat(play.ask(Ask.of("ledger", "a"))).isInstanceOf(Outcome.Held.class);
        }

        @Test
        void theOldestReleasedNamesAreForgottenFirst() {
            var forgetful = new Play(Small.quotas(100, 100, 100, 100, 2, 100, 100, 100));
            var session = forgetful.open("p");
            for (String hold : List.of("a", "b", "c")) {
                forgetful.ask(Ask.of("ledger", hold).in(session));
                forgetful.release("ledger", hold);
            }

            assertThat(forgetful.ask(Ask.of("ledger", "c").in(session))).isEqualTo(new Outcome.HoldReleased());
            assertThat(forgetful.ask(Ask.of("ledger", "b").in(session))).isEqualTo(new Outcome.HoldReleased());
            assertThat(forgetful.ask(Ask.of("ledger", "a").in(session))).isInstanceOf(Outcome.Held.class);
        }
    }

    @Nested
    class Listing {

        @Test
        void onlyLocksHeldOrAwaitedAreListedByNameAPageAtATime() {
            for (String lock : List.of("b", "a", "ab", "c", "gone", "withheld")) {
                play.ask(Ask.of(lock, "h").in(mine));
            }
            play.release("gone", "h");
            play.ask(Ask.of("withheld-now", "h").in(other).delay(Duration.ofSeconds(5)));
            play.expire(other);

            assertThat(names("", "", 3)).containsExactly("a", "ab", "b");
            assertThat(names("", "b", 9)).containsExactly("c", "withheld");
            assertThat(names("a", "a", 9)).containsExactly("ab");
            assertThat(names("x", "", 9)).isEmpty();
        }

        private List<String> names(String prefix, String after, int limit) {
            return play.coordination.locks(prefix, after, limit).stream()
                    .map(lock -> lock.name().text())
                    .toList();
        }

        @Test
        void aLockThatNobodyNamedIsFree() {
            assertThat(play.lock("free"))
                    .isEqualTo(new Lock(new LockName("free"), List.of(), List.of(), Optional.empty()));
            assertThat(play.hold("free", "a")).isEmpty();
            assertThat(play.coordination.ownsSession(new LockName("free"), new HoldName("a"))).isFalse();
        }
    }
}
