package dev.synod.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.invariant.InvariantViolation;
import dev.synod.paxos.Effect.Deliver;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Send;
import dev.synod.paxos.Effect.SendEarly;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.CatchUp;
import dev.synod.paxos.Message.Chosen;
import dev.synod.paxos.Message.ChosenThrough;
import dev.synod.paxos.Message.Heartbeat;
import dev.synod.paxos.Message.Prepare;
import dev.synod.paxos.Message.Promise;
import dev.synod.paxos.Message.Refused;
import dev.synod.paxos.Message.Willing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The laws of consensus, one by one, at one node of three. Source: Paxos Made Simple; The Part-Time Parliament. */
class PaxosMadeSimpleTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);

    private final Legislator node = legislator();

    @Nested
    class P1A {

        @Test
        void anAcceptorRefusesAPrepareBelowItsPromise() {
            node.received(THREE, prepare(ballot(7, THREE)));

            assertThat(node.received(TWO, prepare(ballot(6, TWO))))
                    .containsExactly(new Send(TWO, new Refused(ballot(6, TWO), ballot(7, THREE))));
        }

        @Test
        void anAcceptorRefusesAnAcceptBelowItsPromise() {
            node.received(THREE, prepare(ballot(7, THREE)));

            assertThat(node.received(TWO, accept(ballot(7, TWO), 1, "A")))
                    .containsExactly(new Send(TWO, new Refused(ballot(7, TWO), ballot(7, THREE))));
        }

        @Test
        void aHeartbeatBelowThePromiseIsRefusedAndConfirmsNothing() {
            node.received(THREE, prepare(ballot(7, THREE)));

            assertThat(node.received(TWO, new Heartbeat(ballot(6, TWO), 1, Slot.ZERO)))
                    .containsExactly(new Send(TWO, new Refused(ballot(6, TWO), ballot(7, THREE))));
        }

        @Test
        void aVoteIsAPromiseToo() {
            node.received(TWO, accept(ballot(5, TWO), 1, "A"));

            assertThat(sent(node.received(THREE, prepare(ballot(4, THREE)))))
                    .containsExactly(new Refused(ballot(4, THREE), ballot(5, TWO)));
        }

        @Test
        void aJournalThatSaysOtherwiseIsNotBelieved() {
            node.remember(new Promised(ballot(7, TWO)));

            assertThatThrownBy(() -> node.remember(new Voted(ballot(6, TWO), slot(1), decrees("A"))))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageContaining("P1A");
        }
    }

    @Nested
    class P2C {

        @Test
        void theDecreeOfTheHighestVoteIsProposedAgain() {
            node.received(TWO, accept(ballot(1, TWO), 1, "old", "B"));
            open(node);

            var effects = node.received(TWO, promise(node, vote(1, ballot(2, THREE), "new")));

            assertThat(accepts(effects).getFirst().decrees()).containsExactly(
                            decree("new"), decree("B"), new Decree.Opened(ballot(2, ONE)));
        }

        @Test
        void ofTwoVotesTheHigherBallotWins() {
            assertThat(Preparing.decreeFor(
                            List.of(vote(1, ballot(2, ONE), "low"), vote(1, ballot(2, TWO), "high")), Ballot.ZERO))
                    .contains(decree("high"));
        }

        @Test
        void aGapBelowAVoteIsClosedByANoOp() {
            open(node);

            var effects = node.received(TWO, promise(node, vote(3, ballot(1, TWO), "C")));

            assertThat(accepts(effects).getFirst().decrees())
                    .containsExactly(
                            Decree.NO_OP, Decree.NO_OP, decree("C"), new Decree.Opened(ballot(1, ONE)));
        }

        @Test
        void whereNobodyVotedThePresidencyOnlyOpens() {
            open(node);

            var effects = node.received(TWO, promise(node));

            assertThat(accepts(effects).getFirst().decrees())
                    .containsExactly(new Decree.Opened(ballot(1, ONE)));
        }

        @Test
        void aProposerLearnsWhatAPromiseKnowsChosenBeforeItProposes() {
            open(node);

            var effects = node.received(TWO, new Promise(ballot(1, ONE), List.of(), slot(2)));

            assertThat(node.presides()).isFalse();
            assertThat(sent(effects)).containsExactly(new CatchUp(slot(1)));

            node.received(TWO, new Chosen(slot(1), decrees("A", "B"), slot(2)));

            assertThat(node.presides()).isTrue();
        }

        @Test
        void votesOfBallotsBelowAnOpeningAreVoidAboveIt() {
            var opened = ballot(5, TWO);
            var promises = new Preparing(ballot(6, ONE))
                    .with(
                            TWO,
                            new Promise(
                                    ballot(6, ONE),
                                    List.of(
                                            new Vote(slot(1), opened, new Decree.Opened(opened)),
                                            vote(2, ballot(4, THREE), "void"),
                                            vote(3, ballot(5, TWO), "kept"),
                                            vote(4, ballot(4, THREE), "void")),
                                    Slot.ZERO));

            assertThat(promises.recovery(slot(1), Ballot.ZERO))
                    .containsExactly(new Decree.Opened(opened), Decree.NO_OP, decree("kept"));
        }
    }

    @Nested
    class B1 {

        @Test
        void aBallotIsOpenedAboveAllThatWereHeardOf() {
            node.patienceOver();

            var effects = node.received(TWO, new Willing(ballot(1, ONE), ballot(9, THREE), Slot.ZERO));

            assertThat(effects).contains(new Promised(ballot(10, ONE)));
        }

        @Test
        void aRestartedNodeOpensAHigherBallotThanBefore() {
            var journal = open(node).stream().filter(Persist.class::isInstance).toList();
            var restarted = legislator();
            journal.forEach(written -> restarted.remember((Persist) written));

            assertThat(open(restarted)).contains(new Promised(ballot(2, ONE)));
        }

        @Test
        void aBallotThatAnotherNodeOwnsStopsWhoSeesItOpened() {
            assertThatThrownBy(() -> node.received(TWO, prepare(ballot(7, THREE))))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageContaining("B1");
        }
    }

    @Nested
    class B2 {

        @Test
        void anyTwoQuorumsMeet() {
            for (int nodes = 1; nodes <= 9; nodes++) {
                var voters = new Voters(new TreeSet<>(nodesTo(nodes)));
                for (long one = 0; one < 1L << nodes; one++) {
                    for (long other = 0; other < 1L << nodes; other++) {
                        if (voters.isQuorum(one) && voters.isQuorum(other)) {
                            assertThat(one & other).isNotZero();
                        }
                    }
                }
            }
        }

        @Test
        void aVoterCountsOnceHoweverOftenItAnswers() {
            open(node);
            node.received(TWO, promise(node));

            node.received(TWO, new Accepted(ballot(1, ONE), slot(1), slot(1)));
            node.received(TWO, new Accepted(ballot(1, ONE), slot(1), slot(1)));

            assertThat(node.chosenThrough()).isEqualTo(Slot.ZERO);
        }
    }

    @Nested
    class ONE_DECREE {

        @Test
        void aSecondDecreeInOneBallotAndSlotStopsTheNode() {
            node.received(TWO, accept(ballot(1, TWO), 1, "A"));

            assertThatThrownBy(() -> node.received(TWO, accept(ballot(1, TWO), 1, "B")))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageContaining("ONE_DECREE");
        }

        @Test
        void theSameAgainIsAnsweredAndNotPersistedAgain() {
            node.received(TWO, accept(ballot(1, TWO), 1, "A"));

            assertThat(node.received(TWO, accept(ballot(1, TWO), 1, "A")))
                    .contains(new Send(TWO, new Accepted(ballot(1, TWO), slot(1), slot(1))))
                    .noneMatch(Persist.class::isInstance);
        }
    }

    @Nested
    class AGREEMENT {

        @Test
        void aSecondDecreeInTheLedgerOfAPeerStopsTheNode() {
            node.received(TWO, new Chosen(slot(1), decrees("A"), slot(1)));

            assertThatThrownBy(() -> node.received(THREE, new Chosen(slot(1), decrees("B"), slot(1))))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageContaining("AGREEMENT");
        }

        /**
         * Of five nodes, 3 asks with ballot 3.3 for B in slot 1, and all but node 1 get that Accept too late: 2
         * presides in 4.2, which node 1 has not promised, has A chosen, and node 1 learns it. Now the Accept of 3.3
         * arrives.
         */
        @Test
        void aLateAcceptOfABallotThatWasOutrunIsRefused() {
            node.received(TWO, new Chosen(slot(1), decrees("A"), slot(1)));

            assertThat(sent(node.received(THREE, accept(ballot(3, THREE), 1, "B"))))
                    .containsExactly(new Refused(ballot(3, THREE), Ballot.ZERO));
        }

        @Test
        void aVoteOfAnotherBallotIsNotTakenForTheChosenDecree() {
            node.received(TWO, accept(ballot(1, TWO), 1, "A"));

            var effects = node.received(THREE, new ChosenThrough(ballot(2, THREE), slot(1)));

            assertThat(node.chosenThrough()).isEqualTo(Slot.ZERO);
            assertThat(sent(effects)).containsExactly(new CatchUp(slot(1)));
        }

        @Test
        void aVoteOfTheVeryBallotIsTheChosenDecree() {
            node.received(TWO, accept(ballot(1, TWO), 1, "A"));

            assertThat(node.received(TWO, new ChosenThrough(ballot(1, TWO), slot(1))))
                    .contains(new Deliver(slot(1), decrees("A")));
        }
    }

    @Nested
    class PREFIX {

        @Test
        void slotsAreDeliveredInOrderWhateverOrderTheyAreAcceptedIn() {
            open(node);
            node.received(TWO, promise(node));
            node.propose(decrees("A", "B"));
            node.received(ONE, new Accepted(ballot(1, ONE), slot(1), slot(3)));

            assertThat(node.received(TWO, new Accepted(ballot(1, ONE), slot(3), slot(3))))
                    .noneMatch(Deliver.class::isInstance);
            assertThat(node.received(TWO, new Accepted(ballot(1, ONE), slot(1), slot(2))))
                    .contains(new Deliver(
                            slot(1), List.of(new Decree.Opened(ballot(1, ONE)), decree("A"), decree("B"))));
        }

        @Test
        void chosenDecreesThatLeaveAGapAreNotTaken() {
            node.received(TWO, new Chosen(slot(2), decrees("B"), slot(2)));

            assertThat(node.chosenThrough()).isEqualTo(Slot.ZERO);
        }

        @Test
        void aJournalReadBackDeliversFromTheFirstSlotOn() {
            node.remember(new Voted(ballot(1, TWO), slot(1), decrees("A", "voted")));
            node.remember(new Learned(slot(2), decrees("learned")));
            node.remember(new KnownChosen(slot(2)));

            assertThat(node.remembered()).containsExactly(new Deliver(slot(1), decrees("A", "learned")));
        }
    }

    @Nested
    class PERSIST_FIRST {

        @Test
        void aPromiseIsWrittenInTheStepThatSaysIt() {
            assertThat(node.received(TWO, prepare(ballot(1, TWO))))
                    .containsSubsequence(
                            new Promised(ballot(1, TWO)),
                            new Send(TWO, new Promise(ballot(1, TWO), List.of(), Slot.ZERO)));
        }

        @Test
        void aVoteIsWrittenInTheStepThatSaysIt() {
            assertThat(node.received(TWO, accept(ballot(1, TWO), 1, "A")))
                    .containsSubsequence(
                            new Voted(ballot(1, TWO), slot(1), decrees("A")),
                            new Send(TWO, new Accepted(ballot(1, TWO), slot(1), slot(1))));
        }

        @Test
        void aBallotsOwnStartIsWrittenBeforeItsPrepareMayLeave() {
            var effects = open(node);

            assertThat(effects)
                    .containsSubsequence(
                            new Promised(ballot(1, ONE)), new Send(TWO, new Prepare(ballot(1, ONE), slot(1))));
            assertThat(effects).noneMatch(effect -> effect instanceof SendEarly);
        }

        @Test
        void thePresidentsOwnVoteCountsOnlyOnceItCanSayIt() {
            open(node);
            var effects = node.received(TWO, promise(node));

            assertThat(effects).contains(new Send(ONE, new Accepted(ballot(1, ONE), slot(1), slot(1))));
            node.received(TWO, new Accepted(ballot(1, ONE), slot(1), slot(1)));
            assertThat(node.chosenThrough()).isEqualTo(Slot.ZERO);
        }
    }

    // ---- words

    private static Legislator legislator() {
        return Founders.legislator(ONE, nodesTo(3));
    }

    private static List<NodeId> nodesTo(int count) {
        var nodes = new ArrayList<NodeId>();
        for (int number = 1; number <= count; number++) {
            nodes.add(new NodeId(number));
        }
        return nodes;
    }

    /** Lets the node lose patience, and a peer agree: it opens a ballot, and promises it to itself. */
    private static List<Effect> open(Legislator node) {
        node.patienceOver();
        var ballot = node.highest().above(ONE);
        var effects = node.received(TWO, new Willing(ballot, node.highest(), Slot.ZERO));
        effects.stream()
                .filter(effect -> effect instanceof Send send && send.to().equals(ONE))
                .forEach(effect -> node.received(ONE, ((Send) effect).message()));
        return effects;
    }

    private static List<Message> sent(List<Effect> effects) {
        return effects.stream()
                .filter(Send.class::isInstance)
                .map(effect -> ((Send) effect).message())
                .toList();
    }

    private static List<Accept> accepts(List<Effect> effects) {
        return effects.stream()
                .filter(effect -> effect instanceof SendEarly early && early.message() instanceof Accept)
                .map(effect -> (Accept) ((SendEarly) effect).message())
                .toList();
    }

    private static Promise promise(Legislator node, Vote... votes) {
        return new Promise(node.highest(), List.of(votes), Slot.ZERO);
    }

    private static Prepare prepare(Ballot ballot) {
        return new Prepare(ballot, slot(1));
    }

    private static Accept accept(Ballot ballot, long first, String... texts) {
        return new Accept(ballot, slot(first), decrees(texts), Slot.ZERO);
    }

    private static Vote vote(long slot, Ballot ballot, String text) {
        return new Vote(slot(slot), ballot, decree(text));
    }

    private static List<Decree> decrees(String... texts) {
        return Arrays.stream(texts).map(PaxosMadeSimpleTest::decree).toList();
    }

    private static Decree decree(String text) {
        return new Decree.Payload(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Ballot ballot(long round, NodeId node) {
        return new Ballot(round, node);
    }

    private static Slot slot(long number) {
        return new Slot(number);
    }
}
