package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.invariant.InvariantViolation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever takes a state over must know and do. */
class RunningTest {

    private static final LockName LEDGER = new LockName("ledger");

    private final Play play = new Play();

    @Nested
    class WhatEndsByTime {

        @Test
        void isNothingAtFirst() {
            assertThat(play.coordination.running()).isEmpty();
        }

        @Test
        void isEachOpenSessionInTheOrderOfOpeningAHoldsOwnIncluded() {
            var q = play.open("q");
            var p = play.open("p");
            play.ask(Ask.of("ledger", "a"));
            var own = new SessionId(play.session("anonymous").process(), play.position());

            assertThat(play.coordination.running())
                    .containsExactly(
                            new Change.SessionBegan(q, Play.TTL),
                            new Change.SessionBegan(p, Play.TTL),
                            new Change.SessionBegan(own, Play.TTL));
            play.close(q);
            assertThat(play.coordination.running()).doesNotContain(new Change.SessionBegan(q, Play.TTL));
        }

        @Test
        void isEachWaitWithALimitAsTheNewestAttemptAskedForIt() {
            var p = play.open("p");
            play.ask(Ask.of("ledger", "a").in(p));
            play.ask(Ask.of("ledger", "b").in(p).waitingAtMost(Duration.ofSeconds(1)).attempt(1));
            play.ask(Ask.of("ledger", "c").in(p).waitingAtMost(Duration.ofSeconds(1)).attempt(1));
            play.ask(Ask.of("ledger", "d").in(p).queued());
            play.ask(Ask.of("ledger", "b").in(p).waitingAtMost(Duration.ofSeconds(2)).attempt(3));

            var waits = new Change.HoldWaits(LEDGER, new HoldName("b"), new AttemptId(3), Duration.ofSeconds(2));
            var newest = new Change.HoldWaits(LEDGER, new HoldName("c"), new AttemptId(1), Duration.ofSeconds(1));
            assertThat(play.coordination.running())
                    .containsExactly(new Change.SessionBegan(p, Play.TTL), waits, newest);
        }

        @Test
        void isEachLockDelayUntilItIsLifted() {
            play.ask(Ask.of("ledger", "a").delay(Duration.ofSeconds(5)));
            play.expire(play.session("anonymous"));
            Position since = play.position();

            var delay = new Change.DelayBegan(LEDGER, since, Duration.ofSeconds(5));
            assertThat(play.coordination.running()).containsExactly(delay);
            play.lift("ledger", since);
            assertThat(play.coordination.running()).isEmpty();
        }

        /** What the changes of all commands told, one after another, is what the state tells at once. */
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
        void isWhatAllChangesTogetherTold(long seed) {
            var history = new RandomHistory(seed);
            var told = new LinkedHashMap<Object, Change>();
            for (int step = 0; step < 500; step++) {
                var applied = history.step();
                applied.changes().forEach(change -> note(change, told));
                noteUntold(history.command(), applied.outcome(), told);
                assertThat(history.coordination().running())
                        .as(history.toString())
                        .containsExactlyInAnyOrderElementsOf(told.values());
            }
        }

        private static void note(Change change, Map<Object, Change> told) {
            switch (change) {
                case Change.SessionBegan began -> told.put(began.session(), began);
                case Change.SessionOver(var session) -> told.remove(session);
                case Change.HoldWaits waits -> told.put(new HoldKey(waits.lock(), waits.hold()), waits);
                case Change.HoldSettled(var lock, var hold) -> told.remove(new HoldKey(lock, hold));
                case Change.DelayBegan delay -> told.put(delay.lock(), delay);
                case Change.ManyWaits waits -> told.put(waits.hold(), waits);
                case Change.ManySettled(var hold) -> told.remove(hold);
                case Change.LeadershipChanged leadership -> {} // ends by no time of its own
                case Change.TopicGrew grown -> {} // nor does this
            }
        }

        /** Where a limit is taken back or a delay lifted, only whoever asked for it hears of it. */
        private static void noteUntold(Command command, Outcome outcome, Map<Object, Change> told) {
            if (command instanceof Command.Knowing(var context, var known)) {
                noteUntold(known, outcome, told);
            }
            if (command instanceof Command.Acquire asked
                    && outcome instanceof Outcome.Waits
                    && asked.waiting() instanceof Waiting.InQueue) {
                told.remove(new HoldKey(asked.lock(), asked.hold()));
            }
            if (command instanceof Command.AcquireMany asked
                    && outcome instanceof Outcome.ManyWaits
                    && asked.waiting() instanceof Waiting.InQueue) {
                told.remove(asked.hold());
            }
            if (command instanceof Command.BreakLock(var lock, var reason)) {
                told.remove(lock);
            }
            if (command instanceof Command.LiftDelay(var lock, var since)
                    && told.get(lock) instanceof Change.DelayBegan delay
                    && delay.since().equals(since)) {
                told.remove(lock);
            }
        }
    }

    @Nested
    class RaisedIntoAnotherCluster {

        private final SessionId p = play.open("p");
        private final SessionId gone = play.open("gone");

        @Test
        void itsTokensAreLargerThanAllBefore() {
            play.ask(Ask.of("ledger", "a").in(p));
            play.coordination.raise(new Position(5_000));

            Command next = Ask.of("mail", "b").in(p).command();
            assertThatThrownBy(() -> play.coordination.apply(new Position(5_000), play.now(), next))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageContaining("TOKEN_GROWS");
            play.coordination.apply(new Position(5_001), play.now(), next);
            assertThat(play.token("mail", "b").number()).isEqualTo(5_001);
        }

        @Test
        void allElseStaysAsItWas() {
            play.close(gone);
            play.ask(Ask.of("ledger", "a").in(p));
            var ended = play.coordination.ended(gone);
            var lock = play.lock("ledger");
            var running = play.coordination.running();
            play.coordination.raise(new Position(5_000));

            play.coordination.check();
            assertThat(play.coordination.ended(gone)).isEqualTo(ended).isPresent();
            assertThat(play.lock("ledger")).isEqualTo(lock);
            assertThat(play.coordination.running()).isEqualTo(running);
        }

        @Test
        void itIsWrittenWithWhereItWasRaisedTo() {
            play.coordination.raise(new Position(5_000));
            var copy = Coordination.read(ByteBuffer.wrap(play.coordination.write()));

            assertThat(copy.applied()).isEqualTo(new Position(5_000));
        }

        @Test
        void itIsNeverLowered() {
            Position applied = play.coordination.applied();

            assertThatThrownBy(() -> play.coordination.raise(applied))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a state at 2 cannot be raised to 2");
            assertThat(play.coordination.applied()).isEqualTo(applied).isEqualTo(new Position(2));
        }
    }
}
