package dev.synod.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.synod.coordination.Command;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.Hold;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What clients of a few nodes see, step by step. */
class NodeTest {

    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final LockName LEDGER = new LockName("ledger");

    private final Table table = new Table(3);

    @Nested
    class ACommand {

        @Test
        void isAnsweredByTheNodeThatTookItWhoeverPresides() {
            for (int number = 1; number <= 3; number++) {
                assertThat(open(table.node(number), "process-" + number)).isNotNull();
            }
        }

        @Test
        void thatTheDeadPresidentLeftUndoneIsPassedToTheNext() {
            var session = open(table.node(1), "billing");
            var president = table.president();
            var survivor = table.others(president).getFirst();
            table.silence(president.standing().self());
            var answer = survivor.submit(acquire(session, "a", new Waiting.No()), WITHIN);
            table.settle();
            table.kill(president.standing().self());

            assertThat(table.wait(answer)).isInstanceOf(Answer.Done.class);
        }

        @Test
        void isRefusedWithoutEffectWhereNobodyPresides() {
            open(table.node(1), "billing");
            table.kill(new NodeId(2));
            table.kill(new NodeId(3));
            table.advance(Duration.ofSeconds(2));

            var answer = table.node(1).submit(opening("late"), WITHIN);

            assertThat(table.wait(answer)).isInstanceOf(Answer.NoQuorum.class);
        }

        @Test
        void isOfUnknownOutcomeWhereItsPresidentLostTheOthersWithItInFlight() {
            open(table.node(1), "billing");
            var president = table.president();
            table.others(president).forEach(peer -> table.silence(peer.standing().self()));

            var answer = president.submit(opening("late"), WITHIN);

            assertThat(table.wait(answer)).isInstanceOf(Answer.Unknown.class);
        }
    }

    @Nested
    class ALock {

        @Test
        void outlivesThePresidentAndItsNextTokenIsLarger() {
            var session = open(table.node(1), "billing");
            var token = token(submit(table.node(1), acquire(session, "a", new Waiting.No())));
            var president = table.president();
            table.kill(president.standing().self());
            var survivor = table.others(president).getFirst();

            var lock = table.wait(survivor.read(state -> state.lock(LEDGER), WITHIN));
            assertThat(lock).isInstanceOfSatisfying(Answer.Done.class, done -> assertThat(done.value().toString())
                    .contains("billing"));

            submit(survivor, new Command.Release(LEDGER, new HoldName("a"), Optional.of(token)));
            var next = open(survivor, "web");
            assertThat(token(submit(survivor, acquire(next, "b", new Waiting.No())))).isGreaterThan(token);
        }

        @Test
        void isGrantedToWhoWaitsAsSoonAsItIsReleased() {
            var first = open(table.node(1), "first");
            var second = open(table.node(2), "second");
            submit(table.node(1), acquire(first, "a", new Waiting.No()));
            assertThat(submit(table.node(2), acquire(second, "b", new Waiting.AtMost(WITHIN))))
                    .isInstanceOf(Outcome.Waits.class);
            var granted = table.node(2)
                    .await(
                            new Subject.OfHold(LEDGER, new HoldName("b")),
                            state -> state.hold(LEDGER, new HoldName("b"))
                                    .filter(hold -> hold.state() instanceof Hold.State.Held),
                            WITHIN);
            table.settle();
            assertThat(granted).isNotDone();

            submit(table.node(3), new Command.Release(LEDGER, new HoldName("a"), Optional.empty()));
            table.advance(Duration.ofMillis(1));

            assertThat(granted).isCompletedWithValueMatching(answer -> answer instanceof Answer.Done<?> done
                    && done.value().toString().contains("second"));
        }
    }

    @Nested
    class ASession {

        @Test
        void expiresWhenNobodyRenewsIt() {
            var session = open(table.node(1), "billing");

            table.advance(Duration.ofSeconds(11));

            assertThat(isOpen(session)).isFalse();
        }

        @Test
        void livesWhileItIsRenewedAtAnyNode() {
            var session = open(table.node(1), "billing");
            for (int round = 0; round < 6; round++) {
                table.advance(Duration.ofSeconds(4));
                table.wait(table.node(1 + round % 3).renew(session, state -> state.session(session), WITHIN));
            }

            assertThat(isOpen(session)).isTrue();
        }

        @Test
        void isNotExtendedByAPresidentThatIsCutOff() {
            var session = open(table.node(1), "billing");
            var president = table.president();
            table.others(president).forEach(peer -> table.silence(peer.standing().self()));

            var renewed = table.wait(president.renew(session, state -> state.session(session), WITHIN));

            assertThat(renewed).isInstanceOf(Answer.NoQuorum.class);
        }

        /**
         * The time runs out while its president is about to leave and proposes nothing: the successor counts from the
         * beginning, and must not be told of that end. Found by the simulation at seed 65360479.
         */
        @Test
        void isNotExpiredByTheCountOfAPresidentThatIsSucceeded() {
            var session = open(table.node(1), "billing");
            var president = table.president();
            var leaving = president.standing().self();
            table.advance(Duration.ofMillis(9_950));
            table.silence(leaving);
            var left = president.handOver(Optional.empty(), WITHIN);
            table.advance(Duration.ofMillis(100));
            table.letSpeak(leaving);

            assertThat(table.wait(left)).isTrue();
            table.advance(Duration.ofSeconds(2));

            assertThat(table.president()).isNotSameAs(president);
            assertThat(isOpen(session)).isTrue();
        }

        private boolean isOpen(SessionId session) {
            var found = table.wait(table.node(2).read(state -> state.session(session), WITHIN));
            return found instanceof Answer.Done<Optional<dev.synod.coordination.Session>> done
                    && done.value().isPresent();
        }
    }

    @Nested
    class APresidency {

        @Test
        void isHandedOverInOrderWithinMilliseconds() {
            open(table.node(1), "billing");
            var president = table.president();

            var done = president.handOver(Optional.empty(), WITHIN);
            table.advance(Duration.ofMillis(5));

            assertThat(done).isCompletedWithValue(true);
            assertThat(table.president()).isNotSameAs(president);
            assertThat(open(president, "web")).isNotNull();
        }

        @Test
        void isKeptWhereNobodyElseVotesAndNobodyWaitsForThat() {
            var alone = new Table(1);
            alone.advance(Duration.ofMillis(1));
            var node = alone.node(1);

            var ruling = alone.wait(node.move(new Motion.Transfer(Optional.empty()), WITHIN));
            var opened = node.submit(opening("billing"), WITHIN);
            alone.advance(Duration.ofMillis(1));

            assertThat(ruling.toString()).contains("node 1 is the only voter: there is nobody to take over");
            assertThat(opened).isDone();
        }

        @Test
        void isNotHandedToANodeThatIsSilent() {
            open(table.node(1), "billing");
            var president = table.president();
            var silent = table.others(president).getFirst().standing().self();
            table.kill(silent);
            table.advance(Duration.ofSeconds(1));

            var ruling = table.wait(president.move(new Motion.Transfer(Optional.of(silent)), WITHIN));

            assertThat(ruling.toString()).contains("node " + silent + " was not heard of late: start it first");
        }

        @Test
        void isSucceededLongBeforePatienceIsOverWhenItsProcessDies() {
            open(table.node(1), "billing");
            var president = table.president();
            var survivor = table.others(president).getFirst();
            table.kill(president.standing().self());

            var answer = survivor.submit(opening("web"), WITHIN);
            table.advance(Duration.ofMillis(100));

            assertThat(answer).isDone();
        }
    }

    @Nested
    class ARestart {

        @Test
        void ofAllNodesKeepsWhatWasAnswered() {
            var session = open(table.node(1), "billing");
            var token = token(submit(table.node(1), acquire(session, "a", new Waiting.No())));
            for (int number = 1; number <= 3; number++) {
                table.kill(new NodeId(number));
            }
            for (int number = 1; number <= 3; number++) {
                table.start(new NodeId(number));
            }

            var hold = table.wait(table.node(3).read(state -> state.hold(LEDGER, new HoldName("a")), WITHIN));

            assertThat(hold.toString()).contains("token=" + token);
        }
    }

    private static Command opening(String process) {
        return new Command.OpenSession(new ProcessName(process), Duration.ofSeconds(10), Map.of(), Optional.empty());
    }

    private static Command acquire(SessionId session, String hold, Waiting waiting) {
        return new Command.Acquire(
                LEDGER,
                new HoldName(hold),
                new Owner.InSession(session),
                Mode.EXCLUSIVE,
                Duration.ZERO,
                waiting,
                new AttemptId(1));
    }

    private SessionId open(Node node, String process) {
        return submit(node, opening(process)) instanceof Outcome.SessionOpened opened
                ? opened.session().id()
                : fail("no session");
    }

    private Outcome submit(Node node, Command command) {
        return table.wait(node.submit(command, WITHIN)) instanceof Answer.Done<Outcome> done
                ? done.value()
                : fail("no outcome of " + command);
    }

    private static FencingToken token(Outcome outcome) {
        return outcome instanceof Outcome.Held held && held.hold().state() instanceof Hold.State.Held state
                ? state.token()
                : fail("not held: " + outcome);
    }
}
