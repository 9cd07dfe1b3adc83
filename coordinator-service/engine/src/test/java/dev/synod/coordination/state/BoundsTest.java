package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.event.Processes;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Everything has a limit, and long use alone reaches none of them. */
class BoundsTest {

    @Nested
    class Reached {

        private final Play play = new Play(Small.quotas(2, 100, 4, 2, 100, 3, 2, 100));
        private final SessionId session = play.open("p");

        private void assertQuota(Outcome outcome, String sentence) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.QuotaReached.class, reached -> assertThat(reached.what()).contains(sentence));
            assertThat(play.changes()).isEmpty();
        }

        @Test
        void noMoreSessionsAreOpenedThanMayBe() {
            var last = play.open("q");
            var open = new Command.OpenSession(new ProcessName("r"), Play.TTL, Map.of(), Optional.empty());

            assertQuota(play.say(open), "as many sessions are open as may be: 2");
            assertQuota(play.ask(Ask.of("ledger", "a")), "as many sessions are open as may be: 2");
            var owner = new Owner.OwnSession(new ProcessName("r"), Play.TTL);
            assertQuota(play.enter("x", owner, 0), "as many sessions are open as may be: 2");
            play.close(last);
            assertThat(play.say(open)).isInstanceOf(Outcome.SessionOpened.class);
        }

        @Test
        void whoIsThereMayAskAgainThoughTheBoundIsReached() {
            var cron = new Owner.OwnSession(new ProcessName("cron"), Play.TTL);
            var held = play.ask(Ask.of("ledger", "a").by(cron));

            assertThat(play.ask(Ask.of("ledger", "a").by(cron))).isEqualTo(held);
        }

        @Test
        void noMoreHoldsWaitForALockThanMay() {
            play.ask(Ask.of("ledger", "a").in(session));
            play.ask(Ask.of("ledger", "b").in(session).queued());
            play.ask(Ask.of("ledger", "c").in(session).queued());

            assertQuota(
                    play.ask(Ask.of("ledger", "d").in(session).queued()),
                    "as many holds wait for lock ledger as may be: 2");
            play.release("ledger", "a");
            assertThat(play.ask(Ask.of("ledger", "d").in(session).queued())).isInstanceOf(Outcome.Waits.class);
        }

        @Test
        void noMoreHoldsStandThanMay() {
            for (String lock : new String[] {"a", "b", "c", "d"}) {
                play.ask(Ask.of(lock, "h").in(session));
            }

            assertQuota(play.ask(Ask.of("e", "h").in(session)), "as many holds stand at all locks as may be: 4");
            play.release("a", "h");
            assertThat(play.ask(Ask.of("e", "h").in(session))).isInstanceOf(Outcome.Held.class);
        }

        @Test
        void noMoreCandidatesStandThanMay() {
            play.enter("x", session, 0);
            play.enter("y", session, 0);

            assertQuota(play.enter("z", session, 0), "as many candidates stand in election reports as may be: 2");
            assertThat(play.enter("y", session, 1)).isInstanceOf(Outcome.Entered.class);
            var owner = new Owner.InSession(session);
            play.say(new Command.EnterElection(new ElectionName("b"), new CandidateName("x"), owner, "", 0));
            assertQuota(
                    play.say(new Command.EnterElection(new ElectionName("c"), new CandidateName("x"), owner, "", 0)),
                    "as many candidates stand in all elections as may be: 3");
            play.withdraw("x");
            assertThat(play.enter("z", session, 0)).isInstanceOf(Outcome.Entered.class);
        }
    }

    @Nested
    class LongUse {

        private static final int ROUNDS = 1_000_000;

        private final Sessions sessions = new Sessions(Quotas.STANDARD, new Processes());
        private final Locks locks = new Locks(Quotas.STANDARD, sessions);
        private final Elections elections = new Elections(Quotas.STANDARD, sessions);
        private long slot;

        private Step step() {
            slot++;
            return new Step(new Position(slot), Instant.EPOCH);
        }

        @Test
        void aMillionHoldsInOneSessionLeaveTenThousandNames() {
            Step opening = step();
            var open = new Command.OpenSession(new ProcessName("p"), Play.TTL, Map.of(), Optional.empty());
            sessions.open(open, opening, new Views(locks));
            SessionEntry session = sessions.find(new SessionId(new ProcessName("p"), opening.position())).orElseThrow();
            for (int round = 0; round < ROUNDS; round++) {
                var ask = Ask.of("lock-" + round % 7, "hold-" + round).in(session.id()).command();
                locks.acquire(ask, step());
                Step step = step();
                locks.release(new Command.Release(ask.lock(), ask.hold(), Optional.empty()), step);
                locks.settle(step);
            }

            assertThat(session.usedUp().size()).isEqualTo(Quotas.STANDARD.locks().released());
            assertThat(session.holds()).isEmpty();
            assertThat(locks.all()).isEmpty();
            assertThat(locks.holds()).isZero();
        }

        @Test
        void sessionsLocksAndElectionsThatCameAndWentLeaveTheNewestOnly() {
            int rounds = Quotas.STANDARD.elections().idle() + 10;
            int remembered = Quotas.STANDARD.sessions().ended();
            var coordination = new Coordination();
            for (int round = 0; round < rounds; round++) {
                var election = new ElectionName("election-" + round);
                var name = new CandidateName("x");
                var owner = new Owner.OwnSession(new ProcessName("p"), Play.TTL);
                coordination.apply(
                        step().position(),
                        Instant.EPOCH,
                        new Command.EnterElection(election, name, owner, "", 0));
                coordination.apply(step().position(), Instant.EPOCH, new Command.Withdraw(election, name));
            }

            int oldest = 1 + 2 * (rounds - remembered);
            assertThat(coordination.ended(SessionId.parse("p@1"))).isEmpty();
            assertThat(coordination.isForgotten(SessionId.parse("p@1"))).isTrue();
            assertThat(coordination.isForgotten(SessionId.parse("p@" + (oldest - 2)))).isTrue();
            assertThat(coordination.ended(SessionId.parse("p@" + oldest))).isPresent();
            assertThat(coordination.election(new ElectionName("election-9")).position()).isEqualTo(Position.ZERO);
            assertThat(coordination.election(new ElectionName("election-10")).position()).isEqualTo(new Position(22));
            assertThat(elections.all()).isEmpty();
        }
    }
}
