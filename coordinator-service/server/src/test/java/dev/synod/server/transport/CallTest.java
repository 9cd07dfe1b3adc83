package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.synod.node.PeerMessage;
import dev.synod.node.TransportContract.Heard;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.transport.TransportSettings.Security;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Whom a node calls, and that it may change its mind. */
@Isolated("what it logs: a Spring application that starts in this JVM sets the log anew")
final class CallTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);

    private final CapturedLog log = new CapturedLog();
    private final Loopback network = new Loopback();
    private final Heard first = new Heard();
    private final Heard second = new Heard();
    private final Heard third = new Heard();

    @AfterEach
    void tearDown() {
        network.close();
        log.close();
    }

    @Test
    void whoIsCalledNoLongerSeesTheConnectionEndAndHearsNothingMore() {
        GrpcTransport one = network.start(network.alone(ONE), first);
        network.start(network.alone(TWO), second);
        network.start(network.alone(THREE), third);
        call(one, Map.of(TWO, network.address(TWO), THREE, network.address(THREE)));
        awaitReached(1, 2);
        awaitReached(1, 3);

        call(one, Map.of(THREE, network.address(THREE)));
        network.await("the end of the connection", () -> second.losses().contains(ONE));
        long before = one.dropped();
        one.send(TWO, number(2));
        one.send(THREE, number(3));
        network.await("the message for 3", () -> third.has(number(3)));

        assertThat(one.dropped()).isEqualTo(before + 1);
        assertThat(second.letters()).isEmpty();
        assertThat(first.losses()).as("its own doing is no loss").isEmpty();
        assertThat(third.losses()).isEmpty();
        assertThat(log.lines(Level.INFO, "node=1 peer=2 called no longer")).hasSize(1);
    }

    @Test
    void aConnectionStaysWhereItsAddressDoes() {
        GrpcTransport one = network.start(network.alone(ONE), first);
        network.start(network.alone(TWO), second);
        network.start(network.alone(THREE), third);
        call(one, Map.of(TWO, network.address(TWO)));
        awaitReached(1, 2);

        for (int i = 0; i < 100; i++) {
            call(one, Map.of(TWO, network.address(TWO)));
        }
        call(one, Map.of(TWO, network.address(TWO), THREE, network.address(THREE)));
        awaitReached(1, 3);
        one.send(TWO, number(1));
        network.await("a message", () -> second.has(number(1)));

        assertThat(log.lines(Level.INFO, "node=1 peer=2 reached")).hasSize(1);
        assertThat(second.losses()).isEmpty();
    }

    @Test
    void aNodeThatMovedIsCalledAtItsNewAddress() {
        GrpcTransport one = network.join(ONE, first);
        network.start(network.alone(TWO), second);
        awaitReached(1, 2);
        Address elsewhere = new Address(Loopback.HOST, Loopback.freePort());
        Heard moved = new Heard();
        try (GrpcTransport again = new GrpcTransport(
                new TransportSettings("test", TWO, elsewhere, Map.of(), Security.PLAINTEXT))) {
            again.start(moved);

            call(one, Map.of(TWO, elsewhere.toString()));
            network.await("a message at the new address", () -> {
                one.send(TWO, number(1));
                return moved.has(number(1));
            });

            assertThat(log.lines(Level.INFO, "node=1 peer=2 reached at=" + elsewhere)).hasSize(1);
            network.await("the end of the old connection", () -> second.losses().contains(ONE));
            assertThat(second.letters()).isEmpty();
        }
    }

    @Test
    void anAddressThatIsNoneIsSaidOnceAndHindersNobodyElse() {
        GrpcTransport one = network.start(network.alone(ONE), first);
        network.start(network.alone(THREE), third);

        for (int i = 0; i < 3; i++) {
            call(one, Map.of(TWO, "no\naddress", THREE, network.address(THREE)));
        }
        awaitReached(1, 3);

        assertThat(log.lines(Level.WARN, "node=1 peer=2 cannot be called: must be an address")).hasSize(1);
        assertThat(log.lines(Level.WARN, "")).hasSize(1);
    }

    @Test
    void aNodeDoesNotCallItself() {
        GrpcTransport one = network.start(network.alone(ONE), first);
        network.start(network.alone(TWO), second);

        call(one, Map.of(ONE, network.address(ONE), TWO, network.address(TWO)));
        awaitReached(1, 2);

        assertThat(log.lines(Level.DEBUG, "peer=1")).isEmpty();
        assertThat(log.lines(Level.WARN, "")).isEmpty();
    }

    @Test
    void theLastCallBeforeTheStartHoldsAndNoneAfterTheEndDoes() {
        GrpcTransport one = new GrpcTransport(network.settings(ONE, "test"));
        network.start(network.alone(TWO), second);
        network.start(network.alone(THREE), third);
        call(one, Map.of(TWO, network.address(TWO)));
        try (one) {
            one.start(first);
            awaitReached(1, 2);
        }
        call(one, Map.of(THREE, network.address(THREE)));
        one.send(THREE, number(3));
        network.await("the end", () -> second.losses().contains(ONE));

        assertThat(log.lines(Level.INFO, "node=1 peer=3")).isEmpty();
        assertThat(log.lines(Level.DEBUG, "node=1 peer=3")).isEmpty();
    }

    /** Some of these names do not resolve, and nobody answers at the other addresses. */
    @Test
    void callingNeverWaits() {
        GrpcTransport one = network.start(network.alone(ONE), first);
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            Map<NodeId, String> nobody = new TreeMap<>();
            for (int node = 2; node < 12; node++) {
                nobody.put(new NodeId(node), (node % 2 == 0 ? "nobody" + i + ".invalid:" : "192.0.2.1:") + (node + i));
            }
            call(one, nobody);
            one.send(TWO, number(i));
        }
        Duration calling = Duration.ofNanos(System.nanoTime() - start);

        assertThat(calling).isLessThan(Duration.ofSeconds(1));
        network.start(network.alone(TWO), second);
        call(one, Map.of(TWO, network.address(TWO)));
        awaitReached(1, 2);
    }

    private static void call(GrpcTransport transport, Map<NodeId, String> nodes) {
        transport.call(new TreeMap<>(nodes));
    }

    private void awaitReached(int node, int peer) {
        network.await("node " + node + " to reach " + peer,
                () -> !log.lines(Level.INFO, "node=" + node + " peer=" + peer + " reached").isEmpty());
    }

    private static PeerMessage number(long number) {
        return new PeerMessage.Consensus(new Message.CatchUp(new Slot(number)));
    }
}
