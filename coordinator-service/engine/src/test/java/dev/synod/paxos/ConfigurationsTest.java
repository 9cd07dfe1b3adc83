package dev.synod.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.invariant.InvariantViolation;
import dev.synod.paxos.Effect.OutOfReach;
import dev.synod.paxos.Effect.Send;
import dev.synod.paxos.Effect.SendEarly;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.Chosen;
import dev.synod.paxos.Message.Prepare;
import dev.synod.paxos.Message.Promise;
import dev.synod.paxos.Message.Willing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who votes where, while the configuration changes. Alpha is 3 here. */
class ConfigurationsTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);
    private static final NodeId FOUR = new NodeId(4);
    private static final int ALPHA = 3;

    /** Node 1 of a cluster of itself. */
    private final Legislator alone = founded(ONE, List.of(ONE));

    private static Legislator founded(NodeId self, List<NodeId> nodes) {
        var node = new Legislator(self, ALPHA);
        node.found(Founders.configuration(nodes));
        return node;
    }

    /** Does what a step asks of a node that hears only itself, and gathers what it says to others. */
    private static List<Message> said(Legislator node, NodeId self, List<Effect> effects) {
        var said = new ArrayList<Message>();
        for (var effect : effects) {
            switch (effect) {
                case Send send when send.to().equals(self) ->
                    said.addAll(said(node, self, node.received(self, send.message())));
                case Send send -> said.add(send.message());
                case SendEarly early -> said.add(early.message());
                default -> {} // durable, in this test, the moment it is decided
            }
        }
        return said;
    }

    private List<Message> said(List<Effect> effects) {
        return said(alone, ONE, effects);
    }

    private static Decree change(NodeId... voters) {
        return new Decree.Reconfigured(Founders.configuration(List.of(voters)));
    }

    @Nested
    class APresident {

        @Test
        void fillsTheSlotsBeforeANewConfigurationWithNoOps() {
            said(alone.patienceOver());

            said(alone.propose(List.of(change(ONE, TWO))));

            // Slot 1 opened the presidency, slot 2 holds the change, which governs from slot 5 on.
            assertThat(alone.ledger(new Slot(3))).containsExactly(Decree.NO_OP, Decree.NO_OP);
            assertThat(alone.isSettled()).isTrue();
        }

        @Test
        void proposesNothingToVotersThatHaveNotPromised() {
            said(alone.patienceOver());

            var said = said(alone.propose(List.of(change(ONE, TWO))));

            assertThat(said).contains(new Prepare(new Ballot(1, ONE), new Slot(5)));
            assertThat(alone.room()).isZero();
        }

        /** Else one lost message would leave it in the chair without a slot to propose in, for ever. */
        @Test
        void asksNewVotersAgainThoughTheyGovernTheNextSlotByNow() {
            said(alone.patienceOver());
            said(alone.propose(List.of(change(ONE, TWO))));

            assertThat(said(alone.heartbeatDue())).contains(new Prepare(new Ballot(1, ONE), new Slot(5)));
            said(alone.received(TWO, new Promise(new Ballot(1, ONE), List.of(), Slot.ZERO)));

            assertThat(said(alone.heartbeatDue())).noneMatch(Prepare.class::isInstance);
        }

        @Test
        void countsTheNewVotersOnceTheyHavePromised() {
            said(alone.patienceOver());
            said(alone.propose(List.of(change(ONE, TWO))));

            said(alone.received(TWO, new Promise(new Ballot(1, ONE), List.of(), Slot.ZERO)));
            said(alone.propose(List.of(Decree.NO_OP)));
            assertThat(alone.chosenThrough()).as("one of two is no quorum").isEqualTo(new Slot(4));
            said(alone.received(TWO, new Accepted(new Ballot(1, ONE), new Slot(5), new Slot(5))));

            assertThat(alone.chosenThrough()).isEqualTo(new Slot(5));
        }

        @Test
        void proposesNoFurtherThanAlphaBeyondWhatItKnowsChosen() {
            var node = founded(ONE, List.of(ONE, TWO, THREE));
            said(node, ONE, node.patienceOver());
            said(node, ONE, node.received(TWO, new Willing(new Ballot(1, ONE), Ballot.ZERO, Slot.ZERO)));
            said(node, ONE, node.received(TWO, new Promise(new Ballot(1, ONE), List.of(), Slot.ZERO)));

            assertThat(node.room()).as("slot 1 opens, slots 2 and 3 are free").isEqualTo(ALPHA - 1);
        }

        @Test
        void proposesWhatItRecoversInSlotsBeyondAlphaOnlyWhenTheirVotersAreKnown() {
            var node = founded(ONE, List.of(ONE, TWO, THREE));
            said(node, ONE, node.patienceOver());
            said(node, ONE, node.received(TWO, new Willing(new Ballot(1, ONE), Ballot.ZERO, Slot.ZERO)));
            var late = new Vote(new Slot(5), new Ballot(1, ONE), Decree.NO_OP);

            var said = said(node, ONE, node.received(TWO, new Promise(new Ballot(1, ONE), List.of(late), Slot.ZERO)));

            assertThat(said).contains(new Accept(
                    new Ballot(1, ONE), new Slot(1), List.of(Decree.NO_OP, Decree.NO_OP, Decree.NO_OP), Slot.ZERO));
        }
    }

    @Nested
    class AProposer {

        /** Slot 4 may have been chosen by 2, 3 and 4 together, if slot 1 made them govern: their word is needed. */
        @Test
        void needsAQuorumOfAConfigurationThatAPromiseReports() {
            var node = founded(ONE, List.of(ONE, TWO, THREE));
            said(node, ONE, node.patienceOver());
            said(node, ONE, node.received(TWO, new Willing(new Ballot(1, ONE), Ballot.ZERO, Slot.ZERO)));
            var reported = new Vote(new Slot(1), new Ballot(1, ONE), change(TWO, THREE, FOUR));

            said(node, ONE, node.received(TWO, new Promise(new Ballot(1, ONE), List.of(reported), Slot.ZERO)));
            assertThat(node.presides()).as("of 2, 3 and 4 only 2 has promised").isFalse();
            assertThat(said(node, ONE, node.heartbeatDue())).contains(new Prepare(new Ballot(1, ONE), new Slot(1)));
            said(node, ONE, node.received(FOUR, new Promise(new Ballot(1, ONE), List.of(), Slot.ZERO)));

            assertThat(node.presides()).isTrue();
        }

        @Test
        void doesNotPresideBelowABallotWhoseOpeningItKnows() {
            var node = founded(ONE, List.of(ONE, TWO, THREE));
            said(node, ONE, node.patienceOver());
            said(node, ONE, node.received(TWO, new Willing(new Ballot(1, ONE), Ballot.ZERO, Slot.ZERO)));
            node.received(THREE, new Chosen(
                    new Slot(1), List.of(new Decree.Opened(new Ballot(7, THREE))), new Slot(1)));

            said(node, ONE, node.received(TWO, new Promise(new Ballot(1, ONE), List.of(), new Slot(1))));

            assertThat(node.presides()).isFalse();
            assertThat(node.prepares()).isFalse();
        }

        @Test
        void opensNoBallotWhereItDoesNotVote() {
            var observer = new Legislator(FOUR, ALPHA);
            observer.suppose(Founders.configuration(List.of(ONE, TWO, THREE)));

            assertThat(observer.patienceOver()).isEmpty();
            assertThat(observer.isVoter()).isFalse();
        }
    }

    @Nested
    class ATruncatedLedger {

        private final Legislator node = founded(TWO, List.of(ONE, TWO, THREE));

        @Test
        void stillTellsAProposerHowFarItIsChosen() {
            var decrees = List.<Decree>of(Decree.NO_OP, Decree.NO_OP);
            node.received(ONE, new Accept(new Ballot(1, ONE), new Slot(1), decrees, Slot.ZERO));
            node.received(ONE, new Message.ChosenThrough(new Ballot(1, ONE), new Slot(2)));

            node.truncate(new Slot(2), new Slot(2));

            assertThat(said(node, TWO, node.received(THREE, new Prepare(new Ballot(2, THREE), new Slot(1)))))
                    .containsExactly(new Promise(new Ballot(2, THREE), List.of(), new Slot(2)));
        }

        @Test
        void sendsWhoLacksItToASnapshot() {
            node.received(ONE, new Chosen(new Slot(1), List.of(Decree.NO_OP, Decree.NO_OP), new Slot(2)));
            node.truncate(new Slot(1), new Slot(1));

            assertThat(node.received(THREE, new Message.CatchUp(new Slot(1))))
                    .containsExactly(new Effect.OutOfReach(THREE));
            assertThat(said(node, TWO, node.received(THREE, new Message.CatchUp(new Slot(2)))))
                    .containsExactly(new Chosen(new Slot(2), List.of(Decree.NO_OP), new Slot(2)));
        }

        @Test
        void comesBackFromItsMemory() {
            node.received(ONE, new Chosen(new Slot(1), List.of(Decree.NO_OP, change(ONE, TWO)), new Slot(2)));
            node.received(ONE, new Accept(new Ballot(5, ONE), new Slot(3), List.of(Decree.NO_OP), new Slot(2)));
            var foundation = node.foundation().with(Decree.NO_OP, ALPHA);
            var memory = node.memory(new Slot(1));

            var again = new Legislator(TWO, ALPHA);
            again.remember(foundation);
            memory.forEach(again::remember);
            again.remembered();

            assertThat(again.truncated()).isEqualTo(new Slot(1));
            assertThat(again.chosenThrough()).isEqualTo(new Slot(2));
            assertThat(again.configuration().voters().nodes()).containsExactly(ONE, TWO);
            assertThat(again.highest()).isEqualTo(new Ballot(5, ONE));
            assertThat(said(again, TWO, again.received(THREE, new Prepare(new Ballot(6, THREE), new Slot(3)))))
                    .containsExactly(new Promise(
                            new Ballot(6, THREE),
                            List.of(new Vote(new Slot(3), new Ballot(5, ONE), Decree.NO_OP)),
                            new Slot(2)));
        }
    }

    @Nested
    class AReader {

        @Test
        void thatKnowsNothingNeedsASnapshot() {
            said(alone.patienceOver());

            assertThat(alone.tell(TWO, Slot.ZERO)).containsExactly(new OutOfReach(TWO));
            assertThat(alone.tellNext()).isEqualTo(new Slot(2));
        }

        /** Decrees without what governs the first of them would be of no use after a restart. */
        @Test
        void takesNoDecreeBeforeItKnowsWhoGoverns() {
            var reader = new Legislator(FOUR, ALPHA);
            reader.suppose(Founders.configuration(List.of(ONE)));

            var effects = reader.received(ONE, new Chosen(new Slot(1), List.of(Decree.NO_OP), new Slot(1)));

            assertThat(effects).isEmpty();
            assertThat(reader.chosenThrough()).isEqualTo(Slot.ZERO);
        }
    }

    /** Law OPENED: who reads that a lower ballot opened after a higher one reads no ledger of ours. */
    @Test
    void aBallotThatOpensAfterAHigherOneStopsWhoReadsIt() {
        var lower = List.<Decree>of(new Decree.Opened(new Ballot(5, ONE)), new Decree.Opened(new Ballot(4, THREE)));
        var again = List.<Decree>of(new Decree.Opened(new Ballot(5, ONE)), new Decree.Opened(new Ballot(5, ONE)));
        var higher = List.<Decree>of(new Decree.Opened(new Ballot(5, ONE)), new Decree.Opened(new Ballot(5, THREE)));

        for (var decrees : List.of(lower, again)) {
            var node = founded(TWO, List.of(ONE, TWO, THREE));
            assertThatThrownBy(() -> node.received(ONE, new Chosen(new Slot(1), decrees, new Slot(2))))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageStartingWith("OPENED: ");
        }
        var node = founded(TWO, List.of(ONE, TWO, THREE));
        node.received(ONE, new Chosen(new Slot(1), higher, new Slot(2)));
        assertThat(node.chosenThrough()).isEqualTo(new Slot(2));
    }

    @Nested
    class ASnapshot {

        @Test
        void isTakenForTheBeginningOfTheLedger() {
            var node = founded(TWO, List.of(ONE, TWO, THREE));
            var governing = new TreeMap<Slot, Configuration>();
            governing.put(new Slot(8), Founders.configuration(List.of(ONE, TWO)));

            node.install(new Foundation(new Slot(10), new Ballot(4, ONE), governing));

            assertThat(node.chosenThrough()).isEqualTo(new Slot(10));
            assertThat(node.configuration().voters().nodes()).containsExactly(ONE, TWO);
        }

        @Test
        void isOfNoUseToWhoKnowsAsMuch() {
            var node = founded(TWO, List.of(ONE, TWO, THREE));
            node.received(ONE, new Chosen(new Slot(1), List.of(Decree.NO_OP), new Slot(1)));

            node.install(new Foundation(
                    new Slot(1), Ballot.ZERO, Foundation.of(node.configuration()).configurations()));

            assertThat(node.truncated()).isEqualTo(Slot.ZERO);
        }
    }

    @Test
    void aConfigurationIsSpelledAndReadBack() {
        var members = new TreeMap<NodeId, Member>();
        members.put(ONE, Member.voter("one:7172"));
        members.put(FOUR, Member.joining("four.example:7172", Optional.of(TWO)));
        var configuration = new Configuration(members, new TreeSet<>(List.of(TWO, THREE)));

        assertThat(ConfigurationCodec.decode(ConfigurationCodec.encode(configuration))).isEqualTo(configuration);
    }
}
