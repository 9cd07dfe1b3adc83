package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Several locks at once: all or none, by one decree. */
class ManyLocksTest {

    private final Play play = new Play();
    private final SessionId p = play.open("p");
    private final SessionId q = play.open("q");

    private Outcome ask(AskMany ask) {
        return play.say(ask.command());
    }

    private Outcome release(String hold) {
        return play.say(new Command.ReleaseMany(new HoldName(hold), Optional.empty()));
    }

    private ManyHold many(String hold) {
        return play.coordination.hold(new HoldName(hold)).orElseThrow();
    }

    private boolean holds(String hold) {
        return many(hold).state() instanceof Hold.State.Held;
    }

    private int place(String hold) {
        return ((Hold.State.Waiting) many(hold).state()).queuePosition();
    }

    @Nested
    class AllOrNone {

        @Test
        void isGrantedInAllByOneDecreeUnderOneToken() {
            Outcome outcome = ask(AskMany.of("m", "b", "a").in(p));

            assertThat(outcome).isEqualTo(new Outcome.ManyHeld(many("m")));
            assertThat(many("m").locks().stream().map(share -> share.lock().text())).containsExactly("a", "b");
            var held = new Hold.State.Held(
                    FencingToken.grantedAt(play.position()), play.position(), play.now());
            assertThat(many("m").state()).isEqualTo(held);
            assertThat(play.lock("a").holders().getFirst().state()).isEqualTo(held);
            assertThat(play.lock("b").holders().getFirst().state()).isEqualTo(held);
        }

        @Test
        void takesNothingWhereOneIsNotFree() {
            play.ask(Ask.of("b", "other").in(q));

            Outcome outcome = ask(AskMany.of("m", "a", "b", "c").in(p));

            var b = play.lock("b");
            assertThat(outcome)
                    .isEqualTo(new Outcome.LocksUnavailable(List.of(new Outcome.LocksUnavailable.Occupied(
                            new LockName("b"), b.holders(), 0, Optional.empty()))));
            assertThat(play.coordination.locks("", "", 10)).hasSize(1);
        }

        @Test
        void waitsForTheLastOfThemAndNeverHasSome() {
            play.ask(Ask.of("a", "one").in(q));
            play.ask(Ask.of("b", "two").in(q));
            ask(AskMany.of("m", "a", "b").in(p).queued());

            play.release("a", "one");
            assertThat(play.holders("a")).isEmpty();
            assertThat(play.waiting("a")).containsExactly("m");
            play.release("b", "two");
            assertThat(play.holders("a")).containsExactly("m");
            assertThat(play.holders("b")).containsExactly("m");
        }

        @Test
        void givesAllBackAtOnce() {
            ask(AskMany.of("m", "a", "b").in(p));
            play.ask(Ask.of("a", "next").in(q).queued());
            play.ask(Ask.of("b", "next").in(q).queued());

            assertThat(release("m")).isEqualTo(new Outcome.Done());
            assertThat(play.holders("a")).containsExactly("next");
            assertThat(play.holders("b")).containsExactly("next");
            assertThat(play.coordination.hold(new HoldName("m"))).isEmpty();
        }

        @Test
        void goesAsAWholeWhenOneOfItsLocksIsBroken() {
            ask(AskMany.of("m", "a", "b").in(p));

            play.breakLock("a");

            assertThat(play.holders("a")).isEmpty();
            assertThat(play.holders("b")).isEmpty();
            assertThat(ask(AskMany.of("m", "a", "b").in(p))).isEqualTo(new Outcome.HoldReleased());
        }

        @Test
        void goesWithItsSessionWhichWithholdsEachOfItsLocks() {
            ask(AskMany.of("m", "a", "b").in(p).delay(Play.TTL));

            play.expire(p);

            assertThat(play.lock("a").withheld()).contains(Play.TTL);
            assertThat(play.lock("b").withheld()).contains(Play.TTL);
            assertThat(play.coordination.hold(new HoldName("m"))).isEmpty();
        }
    }

    @Nested
    class Queues {

        @Test
        void nobodyOvertakesOneThatWaitsAlsoWhereTheLockIsFree() {
            play.ask(Ask.of("b", "holder").in(q));
            ask(AskMany.of("m", "a", "b").in(p).queued());

            assertThat(play.ask(Ask.of("a", "late").in(q))).isInstanceOf(Outcome.LockUnavailable.class);
            play.ask(Ask.of("a", "late").in(q).queued());
            assertThat(play.waiting("a")).containsExactly("m", "late");
            play.release("b", "holder");
            assertThat(holds("m")).isTrue();
            release("m");
            assertThat(play.holders("a")).containsExactly("late");
        }

        @Test
        void overtakesNobodyWhoCameBefore() {
            play.ask(Ask.of("a", "holder").in(q));
            play.ask(Ask.of("a", "earlier").in(q).queued());
            ask(AskMany.of("m", "a", "b").in(p).queued());

            play.release("a", "holder");

            assertThat(play.holders("a")).containsExactly("earlier");
            assertThat(place("m")).isEqualTo(1);
        }

        @Test
        void itsPlaceIsTheLargestOfThoseInItsQueues() {
            play.ask(Ask.of("a", "holder").in(q));
            play.ask(Ask.of("b", "holder").in(q));
            play.ask(Ask.of("b", "second").in(q).queued());
            play.ask(Ask.of("b", "third").in(q).queued());

            ask(AskMany.of("m", "a", "b").in(p).queued());

            assertThat(place("m")).isEqualTo(3);
        }

        @Test
        void twoThatShareLocksAreNeverInEachOthersWay() {
            play.ask(Ask.of("a", "x").in(q));
            play.ask(Ask.of("b", "y").in(q));
            ask(AskMany.of("m1", "a", "b").in(p).queued());
            ask(AskMany.of("m2", "b", "a").in(p).queued());

            play.release("b", "y");
            play.release("a", "x");
            assertThat(holds("m1")).isTrue();
            release("m1");
            assertThat(holds("m2")).isTrue();
        }

        @Test
        void whoeverSharesGoesInTheSameDecreeThroughAChainOfLocks() {
            play.ask(Ask.of("a", "writer").in(q));
            ask(AskMany.of("m1", "a", "b").in(p).shared().queued());
            ask(AskMany.of("m2", "b", "c").in(p).shared().queued());
            play.ask(Ask.of("c", "reader").in(q).shared().queued());

            play.release("a", "writer");

            assertThat(play.holders("b")).containsExactly("m1", "m2");
            assertThat(play.holders("c")).containsExactly("m2", "reader");
        }

        @Test
        void whoLeavesLetsThoseBehindItGo() {
            play.ask(Ask.of("b", "holder").in(q));
            ask(AskMany.of("m", "a", "b").in(p).queued().attempt(7));
            play.ask(Ask.of("a", "late").in(q).queued());

            play.say(new Command.LeaveMany(new HoldName("m"), new AttemptId(8)));
            assertThat(play.holders("a")).as("another attempt's leaving").isEmpty();
            play.say(new Command.LeaveMany(new HoldName("m"), new AttemptId(7)));

            assertThat(play.holders("a")).containsExactly("late");
            assertThat(play.changes()).contains(new Change.ManySettled(new HoldName("m")));
        }

        @Test
        void aLimitedWaitIsToldAndItsEndToo() {
            play.ask(Ask.of("b", "holder").in(q));
            ask(AskMany.of("m", "a", "b").in(p).waiting(new Waiting.AtMost(Duration.ofSeconds(5))).attempt(7));

            var waits = new Change.ManyWaits(new HoldName("m"), new AttemptId(7), Duration.ofSeconds(5));
            assertThat(play.changes()).containsExactly(waits);
            assertThat(play.coordination.running()).contains(waits);
            play.release("b", "holder");
            assertThat(play.changes()).contains(new Change.ManySettled(new HoldName("m")));
            assertThat(play.coordination.running()).doesNotContain(waits);
        }
    }

    @Nested
    class Retries {

        @Test
        void theSameAgainIsTheSameHoldInWhateverOrderItsLocksAreNamed() {
            Outcome first = ask(AskMany.of("m", "a", "b").in(p));

            assertThat(ask(AskMany.of("m", "b", "a").in(p))).isEqualTo(first);
        }

        @Test
        void anotherSessionOtherLocksOrAnotherModeAreAConflict() {
            ask(AskMany.of("m", "a", "b").in(p));

            assertThat(ask(AskMany.of("m", "a", "b").in(q))).isInstanceOf(Outcome.Conflict.class);
            assertThat(ask(AskMany.of("m", "a").in(p))).isInstanceOf(Outcome.Conflict.class);
            assertThat(ask(AskMany.of("m", "a", "b", "c").in(p))).isInstanceOf(Outcome.Conflict.class);
            assertThat(ask(AskMany.of("m", "a", "b").in(p).shared())).isInstanceOf(Outcome.Conflict.class);
            assertThat(ask(AskMany.of("m", "a", "b").in(p).delay(Play.TTL))).isInstanceOf(Outcome.Conflict.class);
            assertThat(ask(AskMany.of("m", "a", "b"))).isInstanceOf(Outcome.Conflict.class);
        }

        @Test
        void aHoldOfOneLockAndOneOfSeveralCannotHaveOneNameInOneLock() {
            play.ask(Ask.of("a", "single").in(p));
            ask(AskMany.of("m", "b", "c").in(p));

            assertThat(ask(AskMany.of("single", "a", "d").in(p).queued())).isInstanceOf(Outcome.Conflict.class);
            assertThat(play.ask(Ask.of("b", "m").in(p).queued())).isInstanceOf(Outcome.Conflict.class);
            assertThat(play.ask(Ask.of("d", "m").in(p))).as("in another lock").isInstanceOf(Outcome.Held.class);
        }

        @Test
        void theNamesOfSingleHoldsDoNotReachIt() {
            ask(AskMany.of("m", "a", "b").in(p));

            play.release("a", "m");
            play.leave("a", "m", 0);

            assertThat(play.hold("a", "m")).isEmpty();
            assertThat(play.holders("a")).as("the lock shows it").containsExactly("m");
            assertThat(holds("m")).isTrue();
        }

        @Test
        void aReleasedOneIsNotTakenAgainInItsSession() {
            ask(AskMany.of("m", "a", "b").in(p));
            release("m");

            assertThat(ask(AskMany.of("m", "a", "b").in(p))).isEqualTo(new Outcome.HoldReleased());
            assertThat(ask(AskMany.of("m", "a", "b").in(q))).isInstanceOf(Outcome.ManyHeld.class);
        }

        @Test
        void oneWithASessionOfItsOwnEndsItAndMayBeNamedAgain() {
            ask(AskMany.of("m", "a", "b"));
            assertThat(play.coordination.ownsSession(new HoldName("m"))).isTrue();

            release("m");

            assertThat(play.coordination.endedHold(new HoldName("m"))).contains(play.position());
            assertThat(ask(AskMany.of("m", "a", "b"))).isInstanceOf(Outcome.ManyHeld.class);
        }

        @Test
        void aStaleTokenReleasesNothing() {
            ask(AskMany.of("m", "a", "b").in(p));
            var token = FencingToken.grantedAt(play.position());

            var stale = new Command.ReleaseMany(new HoldName("m"), Optional.of(new FencingToken(1)));
            assertThat(play.say(stale)).isEqualTo(new Outcome.StaleToken(Optional.of(token)));
            assertThat(play.say(new Command.ReleaseMany(new HoldName("m"), Optional.of(token))))
                    .isEqualTo(new Outcome.Done());
            assertThat(play.coordination.hold(new HoldName("m"))).isEmpty();
        }

        @Test
        void askedAgainWithoutWaitingItLeaves() {
            play.ask(Ask.of("b", "holder").in(q));
            ask(AskMany.of("m", "a", "b").in(p).queued());

            assertThat(ask(AskMany.of("m", "a", "b").in(p))).isInstanceOf(Outcome.LocksUnavailable.class);
            assertThat(play.waiting("b")).isEmpty();
        }

        @Test
        void aSessionThatIsOverTakesNothing() {
            play.close(p);
            Position ended = play.position();

            assertThat(ask(AskMany.of("m", "a").in(p))).isEqualTo(new Outcome.SessionEnded(p, ended));
        }
    }

    @Nested
    class Bounds {

        @Test
        void oneTo64DifferentLocks() {
            String[] many = IntStream.rangeClosed(1, 65).mapToObj(i -> "l" + i).toArray(String[]::new);

            assertThatIllegalArgumentException().isThrownBy(() -> AskMany.of("m", many)).withMessageContaining("64");
            assertThatIllegalArgumentException().isThrownBy(() -> AskMany.of("m")).withMessageContaining("64");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AskMany.of("m", "a", "b", "a"))
                    .withMessageContaining("a twice");
        }

        @Test
        void permitsMixWithNothingElse() {
            play.ask(Ask.of("a", "one").in(q).permit(2));

            assertThat(ask(AskMany.of("m", "a", "b").in(p).queued())).isInstanceOf(Outcome.Conflict.class);
            assertThat(ask(AskMany.of("m", "a", "b").in(p).as(new Mode.Permit(2))))
                    .isInstanceOf(Outcome.ManyHeld.class);
        }

        @Test
        void eachLockCountsAsAHold() {
            var narrow = new Play(Small.quotas(10, 10, 3, 1, 10, 10, 10, 10));
            var session = narrow.open("p");
            narrow.ask(Ask.of("a", "one").in(session));

            assertThat(narrow.say(AskMany.of("m", "b", "c", "d").in(session).command()))
                    .isInstanceOfSatisfying(
                            Outcome.QuotaReached.class,
                            reached -> assertThat(reached.what()).contains("as many holds stand"));
            narrow.ask(Ask.of("a", "two").in(session).queued());
            assertThat(narrow.say(AskMany.of("m", "a").in(session).queued().command()))
                    .isInstanceOfSatisfying(
                            Outcome.QuotaReached.class, reached -> assertThat(reached.what()).contains("lock a"));
        }
    }
}
