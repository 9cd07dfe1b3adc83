package dev.synod.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node may count on, whichever transport carries its messages: little, and that for certain. */
public abstract class TransportContract {

    protected static final NodeId ONE = new NodeId(1);
    protected static final NodeId TWO = new NodeId(2);
    protected static final NodeId THREE = new NodeId(3);
    private static final NodeId STRANGER = new NodeId(41);
    private static final NodeId OTHER_STRANGER = new NodeId(42);

    /** A healthy network for nodes 1, 2 and 3, none of which is there yet. */
    public interface Network extends AutoCloseable {

        Transport join(NodeId node, Transport.Inbox inbox);

        /** Begins a node that no other was told of. It calls nobody until it is told to. */
        Transport visit(NodeId node, Transport.Inbox inbox);

        /** Where a node that joins is called. */
        String address(NodeId node);

        /** Ends a node without a farewell. It may join again. */
        void crash(NodeId node);

        /** Lets the network work until the condition holds; fails the test where it never does. */
        void await(String what, BooleanSupplier condition);

        @Override
        void close();
    }

    /** An inbox that remembers. */
    public static final class Heard implements Transport.Inbox {

        public record Letter(NodeId from, PeerMessage message) {}

        private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
        private final Queue<NodeId> losses = new ConcurrentLinkedQueue<>();

        @Override
        public void received(NodeId from, PeerMessage message) {
            letters.add(new Letter(from, message));
        }

        @Override
        public void lost(NodeId peer) {
            losses.add(peer);
        }

        public List<Letter> letters() {
            return List.copyOf(letters);
        }

        public List<NodeId> losses() {
            return List.copyOf(losses);
        }

        public boolean has(PeerMessage message) {
            return letters.stream().anyMatch(letter -> letter.message().equals(message));
        }
    }

    private Network network;
    private final Heard first = new Heard();
    private final Heard second = new Heard();
    private final Heard third = new Heard();

    protected abstract Network network();

    @BeforeEach
    void build() {
        network = network();
    }

    @AfterEach
    void tearDown() {
        network.close();
    }

    @Test
    void aMessageArrivesAsItWasSentAndTellsWhoSentIt() {
        Transport from = network.join(ONE, first);
        network.join(TWO, second);
        PeerMessage message = number(7);

        awaitReached(from, TWO, second, message);

        assertThat(second.letters()).contains(new Heard.Letter(ONE, message));
    }

    @Test
    void aMessageReachesTheNodeItIsForAndNobodyElse() {
        Transport from = network.join(ONE, first);
        network.join(TWO, second);
        network.join(THREE, third);
        awaitReached(from, THREE, third, number(3));

        awaitReached(from, TWO, second, number(2));

        assertThat(second.letters()).extracting(Heard.Letter::message).containsOnly(number(2));
        assertThat(third.letters()).extracting(Heard.Letter::message).containsOnly(number(3));
        assertThat(first.letters()).isEmpty();
    }

    @Test
    void onAHealthyNetworkAReadingPeerGetsEachMessageOnce() {
        Transport from = network.join(ONE, first);
        network.join(TWO, second);
        awaitReached(from, TWO, second, number(0));

        for (int i = 1; i <= 1_000; i++) {
            from.send(TWO, number(i));
        }
        network.await("all thousand messages", () -> second.has(number(1_000)) && numbers(second).size() >= 1_000);

        assertThat(numbers(second)).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void bothDirectionsWorkAtOnce() {
        Transport one = network.join(ONE, first);
        Transport two = network.join(TWO, second);

        awaitReached(one, TWO, second, number(1));
        awaitReached(two, ONE, first, number(2));
    }

    @Test
    void aMessageForNobodyIsDropped() {
        Transport from = network.join(ONE, first);
        network.join(TWO, second);

        from.send(ONE, number(1));
        from.send(new NodeId(99), number(99));
        awaitReached(from, TWO, second, number(2));

        assertThat(first.letters()).isEmpty();
    }

    @Test
    void sendingToAPeerThatIsNotThereNeverWaits() {
        Transport from = network.join(ONE, first);

        long start = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            from.send(TWO, number(i));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aPeerThatCrashesIsReportedLost() {
        Transport one = network.join(ONE, first);
        Transport two = network.join(TWO, second);
        awaitReached(one, TWO, second, number(1));
        awaitReached(two, ONE, first, number(2));

        network.crash(TWO);

        network.await("the loss of node 2", () -> first.losses().contains(TWO));
    }

    @Test
    void aPeerThatNeverWasThereIsNotReportedLost() {
        Transport one = network.join(ONE, first);
        network.join(TWO, second);
        awaitReached(one, TWO, second, number(1));

        assertThat(first.losses()).isEmpty();
    }

    @Test
    void aPeerThatCameBackIsReachedAgain() {
        Transport one = network.join(ONE, first);
        network.join(TWO, second);
        awaitReached(one, TWO, second, number(1));
        network.crash(TWO);
        network.await("the loss of node 2", () -> first.losses().contains(TWO));

        Heard secondLife = new Heard();
        network.join(TWO, secondLife);

        awaitReached(one, TWO, secondLife, number(2));
    }

    @Test
    void aCrashedNodeIsToldNothingAnyMore() {
        Transport one = network.join(ONE, first);
        network.join(TWO, second);
        awaitReached(one, TWO, second, number(1));

        network.crash(TWO);
        int before = second.letters().size();
        Heard secondLife = new Heard();
        network.join(TWO, secondLife);
        awaitReached(one, TWO, secondLife, number(2));

        assertThat(second.letters()).hasSize(before);
        assertThat(second.losses()).isEmpty();
    }

    @Test
    void aNodeThatNobodyWasToldOfIsAnsweredOnceItHasCalled() {
        Transport one = network.join(ONE, first);
        Heard visitor = new Heard();
        Transport from = network.visit(STRANGER, visitor);
        from.call(only(ONE));

        awaitReached(from, ONE, first, number(1));
        awaitReached(one, STRANGER, visitor, number(2));

        assertThat(first.letters()).contains(new Heard.Letter(STRANGER, number(1)));
        assertThat(visitor.letters()).contains(new Heard.Letter(ONE, number(2)));
    }

    @Test
    void eachVisitorHearsItsOwnAnswers() {
        Transport one = network.join(ONE, first);
        network.visit(STRANGER, second).call(only(ONE));
        network.visit(OTHER_STRANGER, third).call(only(ONE));

        awaitReached(one, STRANGER, second, number(2));
        awaitReached(one, OTHER_STRANGER, third, number(3));

        assertThat(second.letters()).extracting(Heard.Letter::message).containsOnly(number(2));
        assertThat(third.letters()).extracting(Heard.Letter::message).containsOnly(number(3));
    }

    @Test
    void aNodeIsReachedFromTheTimeOnThatItIsCalled() {
        network.join(ONE, first);
        network.join(TWO, second);
        Transport from = network.visit(STRANGER, third);

        from.call(only(ONE));
        awaitReached(from, ONE, first, number(1));
        from.call(only(TWO));
        awaitReached(from, TWO, second, number(2));

        assertThat(first.letters()).extracting(Heard.Letter::message).containsOnly(number(1));
    }

    @Test
    void aVisitorThatCrashesIsReportedLost() {
        Transport one = network.join(ONE, first);
        network.visit(STRANGER, second).call(only(ONE));
        awaitReached(one, STRANGER, second, number(1));

        network.crash(STRANGER);

        network.await("the loss of the visitor", () -> first.losses().contains(STRANGER));
    }

    @Test
    void aVisitorIsToldOfTheLossOfWhomItCalled() {
        network.join(ONE, first);
        Transport from = network.visit(STRANGER, second);
        from.call(only(ONE));
        awaitReached(from, ONE, first, number(1));

        network.crash(ONE);

        network.await("the loss of node 1", () -> second.losses().contains(ONE));
    }

    private SortedMap<NodeId, String> only(NodeId node) {
        return new TreeMap<>(Map.of(node, network.address(node)));
    }

    /** A message that may be dropped arrives in the end where it is sent again and again. */
    private void awaitReached(Transport from, NodeId to, Heard heard, PeerMessage message) {
        network.await("node " + to + " hears " + message, () -> {
            if (heard.has(message)) {
                return true;
            }
            from.send(to, message);
            return false;
        });
    }

    private static List<PeerMessage> numbers(Heard heard) {
        return heard.letters().stream()
                .map(Heard.Letter::message)
                .filter(message -> !message.equals(number(0)))
                .toList();
    }

    private static PeerMessage number(long number) {
        return new PeerMessage.Consensus(new Message.CatchUp(new Slot(number)));
    }
}
