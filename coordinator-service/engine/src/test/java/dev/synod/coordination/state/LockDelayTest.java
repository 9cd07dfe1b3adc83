package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Change;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Locks withheld after their holder fell silent, and locks that an operator breaks. */
class LockDelayTest {

    private static final LockName LEDGER = new LockName("ledger");
    private static final Duration DELAY = Duration.ofSeconds(15);

    private final Play play = new Play();
    private final SessionId silent = play.open("silent");
    private final SessionId alive = play.open("alive");

    private static Change settled(String hold) {
        return new Change.HoldSettled(LEDGER, new HoldName(hold));
    }

    private Position expireHolder() {
        play.ask(Ask.of("ledger", "a").in(silent).delay(DELAY));
        play.ask(Ask.of("ledger", "b").in(alive).queued());
        play.expire(silent);
        return play.position();
    }

    @Nested
    class Begins {

        @Test
        void whenAHoldersSessionExpires() {
            var since = expireHolder();

            assertThat(play.changes())
                    .containsExactly(new Change.SessionOver(silent), new Change.DelayBegan(LEDGER, since, DELAY));
            assertThat(play.holders("ledger")).isEmpty();
            assertThat(play.waiting("ledger")).containsExactly("b");
            assertThat(play.lock("ledger").withheld()).contains(DELAY);
        }

        @Test
        void notWhenItIsClosed() {
            play.ask(Ask.of("ledger", "a").in(silent).delay(DELAY));
            play.ask(Ask.of("ledger", "b").in(alive).queued());
            play.close(silent);

            assertThat(play.holders("ledger")).containsExactly("b");
        }

        @Test
        void notWhenTheHoldIsReleased() {
            play.ask(Ask.of("ledger", "a").in(silent).delay(DELAY));
            play.ask(Ask.of("ledger", "b").in(alive).queued());
            play.release("ledger", "a");

            assertThat(play.holders("ledger")).containsExactly("b");
            assertThat(play.lock("ledger").withheld()).isEmpty();
        }

        @Test
        void notWhenTheHoldOnlyWaited() {
            play.ask(Ask.of("ledger", "a").in(alive));
            play.ask(Ask.of("ledger", "b").in(silent).delay(DELAY).queued());
            play.expire(silent);

            assertThat(play.changes()).containsExactly(new Change.SessionOver(silent), settled("b"));
            assertThat(play.lock("ledger").withheld()).isEmpty();
        }

        @Test
        void notWithoutALockDelay() {
            play.ask(Ask.of("ledger", "a").in(silent));
            play.ask(Ask.of("ledger", "b").in(alive).queued());
            play.expire(silent);

            assertThat(play.holders("ledger")).containsExactly("b");
        }

        @Test
        void onceForALockThoughItsHolderHadTwoHoldsOfItAndAsLongAsTheLonger() {
            play.ask(Ask.of("ledger", "a").in(silent).shared().delay(Duration.ofSeconds(20)));
            play.ask(Ask.of("ledger", "b").in(silent).shared().delay(DELAY));
            play.expire(silent);

            assertThat(play.changes())
                    .containsExactly(
                            new Change.SessionOver(silent),
                            new Change.DelayBegan(LEDGER, play.position(), Duration.ofSeconds(20)));
        }
    }

    @Nested
    class While {

        @Test
        void nothingIsGrantedToWhoeverAsks() {
            expireHolder();

            assertThat(play.ask(Ask.of("ledger", "c").in(alive)))
                    .isEqualTo(new Outcome.LockUnavailable(List.of(), 1, Optional.of(DELAY)));
            assertThat(play.ask(Ask.of("ledger", "c").in(alive).queued())).isInstanceOf(Outcome.Waits.class);
            play.leave("ledger", "b", 1);
            assertThat(play.holders("ledger")).isEmpty();
        }

        @Test
        void holdersBesideTheSilentOneStayAndNobodyJoinsThem() {
            play.ask(Ask.of("ledger", "a").in(silent).shared().delay(DELAY));
            play.ask(Ask.of("ledger", "b").in(alive).shared());
            play.expire(silent);

            assertThat(play.holders("ledger")).containsExactly("b");
            assertThat(play.ask(Ask.of("ledger", "c").in(alive).shared().queued())).isInstanceOf(Outcome.Waits.class);
        }

        @Test
        void theLockIsRememberedThoughNobodyWantsIt() {
            play.ask(Ask.of("ledger", "a").in(silent).delay(DELAY));
            play.expire(silent);

            assertThat(play.ask(Ask.of("ledger", "b").in(alive)))
                    .isEqualTo(new Outcome.LockUnavailable(List.of(), 0, Optional.of(DELAY)));
        }

        @Test
        void aFurtherExpiryStartsItAgainAndNeverShortensIt() {
            play.ask(Ask.of("ledger", "a").in(silent).shared().delay(DELAY));
            play.ask(Ask.of("ledger", "b").in(alive).shared().delay(Duration.ofSeconds(1)));
            play.expire(silent);
            var first = play.position();
            play.expire(alive);
            var second = play.position();

            assertThat(play.changes())
                    .containsExactly(new Change.SessionOver(alive), new Change.DelayBegan(LEDGER, second, DELAY));
            play.lift("ledger", first);
            assertThat(play.lock("ledger").withheld()).contains(DELAY);
            play.lift("ledger", second);
            assertThat(play.lock("ledger").withheld()).isEmpty();
        }
    }

    @Nested
    class Ends {

        @Test
        void whenItIsLiftedAndTheNextIsGrantedInTheSameDecree() {
            var since = expireHolder();

            assertThat(play.lift("ledger", since)).isEqualTo(new Outcome.Done());

            assertThat(play.changes()).containsExactly(settled("b"));
            assertThat(play.holders("ledger")).containsExactly("b");
            assertThat(play.token("ledger", "b").number()).isEqualTo(play.position().number());
            assertThat(play.lock("ledger").withheld()).isEmpty();
        }

        @Test
        void notByALiftThatNamesAnother() {
            var since = expireHolder();

            assertThat(play.lift("ledger", new Position(since.number() - 1))).isEqualTo(new Outcome.Done());
            assertThat(play.lift("mail", since)).isEqualTo(new Outcome.Done());
            assertThat(play.changes()).isEmpty();
            assertThat(play.holders("ledger")).isEmpty();
        }

        @Test
        void onceOnly() {
            var since = expireHolder();
            play.lift("ledger", since);

            assertThat(play.lift("ledger", since)).isEqualTo(new Outcome.Done());
            assertThat(play.holders("ledger")).containsExactly("b");
        }

        @Test
        void whenTheLockIsBroken() {
            expireHolder();

            play.breakLock("ledger");

            assertThat(play.holders("ledger")).containsExactly("b");
            assertThat(play.lock("ledger").withheld()).isEmpty();
        }
    }

    @Nested
    class Breaking {

        @Test
        void takesTheLockFromAllItsHoldersAndGivesItToTheNextInTheSameDecree() {
            play.ask(Ask.of("ledger", "a").in(silent).shared());
            play.ask(Ask.of("ledger", "b").in(alive).shared());
            play.ask(Ask.of("ledger", "c").in(alive).queued());
            play.ask(Ask.of("ledger", "d").in(alive).queued());

            assertThat(play.breakLock("ledger")).isEqualTo(new Outcome.Done());

            assertThat(play.changes()).containsExactly(settled("c"));
            assertThat(play.holders("ledger")).containsExactly("c");
            assertThat(play.waiting("ledger")).containsExactly("d");
            assertThat(play.token("ledger", "c").number()).isEqualTo(play.position().number());
        }

        @Test
        void usesTheNamesOfItsHoldsUpAndLeavesTheirSessionsOpen() {
            play.ask(Ask.of("ledger", "a").in(silent));

            play.breakLock("ledger");

            assertThat(play.coordination.session(silent)).isPresent();
            assertThat(play.ask(Ask.of("ledger", "a").in(silent))).isEqualTo(new Outcome.HoldReleased());
        }

        @Test
        void endsTheSessionsThatAreItsHoldsOwn() {
            play.ask(Ask.of("ledger", "a").shared().delay(DELAY));
            var first = play.session("anonymous");
            play.ask(Ask.of("ledger", "b").shared());
            var second = play.session("anonymous");
            play.ask(Ask.of("ledger", "c").in(first).queued());

            play.breakLock("ledger");

            assertThat(play.changes())
                    .containsExactly(
                            new Change.SessionOver(first), settled("c"), new Change.SessionOver(second));
            assertThat(play.lock("ledger").withheld()).isEmpty();
            assertThat(play.ask(Ask.of("ledger", "a"))).isInstanceOf(Outcome.Held.class);
        }

        @Test
        void ofAFreeLockIsDone() {
            assertThat(play.breakLock("ledger")).isEqualTo(new Outcome.Done());
            assertThat(play.changes()).isEmpty();
        }
    }
}
