package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.synod.node.PeerMessage;
import dev.synod.node.Transport;
import dev.synod.node.TransportContract.Heard;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What the contract leaves open and gRPC must still do well: losses, reconnecting, slow peers, ports. */
@Isolated("what it logs: a Spring application that starts in this JVM sets the log anew")
final class GrpcTransportTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId THREE = new NodeId(3);
    private static final Duration SUSPICION = Duration.ofMillis(200);

    /** For what takes seconds on an idle machine. */
    private static final Duration PATIENT = Duration.ofMinutes(1);

    private final CapturedLog log = new CapturedLog();
    private final Loopback network = new Loopback();
    private final Heard heard = new Heard();

    @AfterEach
    void tearDown() {
        network.close();
        log.close();
    }

    @Test
    void aPeerThatIsClosedAbruptlyIsLostAtOnce() {
        network.join(ONE, heard);
        network.join(TWO, new Heard());
        awaitReached(1, 2);
        awaitReached(2, 1);

        long start = System.nanoTime();
        Thread.ofVirtual().start(() -> network.crash(TWO));
        Loopback.await("the loss", Duration.ofSeconds(10), () -> heard.losses().contains(TWO));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SUSPICION);
    }

    @Test
    void theLossOfTheWayOutAloneIsTold() {
        network.join(ONE, heard);
        network.start(elsewhere(TWO), new Heard());
        awaitReached(1, 2);

        network.crash(TWO);

        network.await("the loss", () -> heard.losses().contains(TWO));
    }

    @Test
    void theLossOfTheWayInAloneIsTold() throws Exception {
        network.join(ONE, heard);
        try (RawSender two = new RawSender(network.at(ONE))) {
            two.send(RawSender.greeting(1, "test", 2, 1));
            two.welcome.get(10, TimeUnit.SECONDS);
        }

        network.await("the loss", () -> heard.losses().contains(TWO));
    }

    @Test
    void aPeerThatEndsItsStreamInGoodOrderIsLostToo() throws Exception {
        network.join(ONE, heard);
        try (RawSender two = new RawSender(network.at(ONE))) {
            two.send(RawSender.greeting(1, "test", 2, 1));
            two.welcome.get(10, TimeUnit.SECONDS);
            two.halfClose();

            assertThat(two.end.get(10, TimeUnit.SECONDS).isOk()).isTrue();
            network.await("the loss", () -> heard.losses().contains(TWO));
        }
    }

    @Test
    void reachingAndLosingAPeerIsOneLineEach() {
        network.join(ONE, heard);
        network.join(TWO, new Heard());
        awaitReached(1, 2);
        network.crash(TWO);
        network.await("the loss", () -> !log.lines(Level.INFO, "node=1 peer=2 lost").isEmpty());
        network.await("attempts", () -> log.lines(Level.DEBUG, "node=1 peer=2 not reached").size() >= 4);

        assertThat(log.lines(Level.INFO, "node=1 ")).hasSize(2);
        assertThat(log.lines(Level.WARN, "")).isEmpty();
    }

    @Test
    void aPeerThatComesBackAfterALongTimeIsReachedWithinASecond() {
        network.join(ONE, heard);
        network.await("the longest wait", () -> log.lines(Level.DEBUG, "node=1 peer=2 not reached").size() >= 8);

        network.join(TWO, new Heard());
        Duration until = Loopback.await(
                "node 2", Duration.ofSeconds(10), () -> !log.lines(Level.INFO, "node=1 peer=2 reached").isEmpty());

        assertThat(until).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aStreamOnANetworkThatSwallowsEverythingIsGivenUpAndOpenedAnewOnceItHeals() throws Exception {
        try (Relay relay = new Relay(network.at(TWO))) {
            GrpcTransport one = network.start(
                    settings(ONE, Map.of(TWO, relay.address())), heard);
            Loopback.await("a call before anybody listens", PATIENT, () -> relay.connections() > 0);
            Heard two = new Heard();
            network.start(settings(TWO, Map.of(ONE, new Address(Loopback.HOST, Loopback.freePort()))), two);
            awaitReached(1, 2);

            int losses = heard.losses().size();
            relay.cut();
            Loopback.await("silence to be noticed", PATIENT, () -> heard.losses().size() > losses);
            assertThat(log.lines(Level.INFO, "node=1 peer=2 lost").getLast()).contains("no sign of life for 3 s");
            relay.heal();
            Loopback.await("a message", PATIENT, () -> {
                one.send(TWO, number(1));
                return two.has(number(1));
            });
        }
    }

    @Test
    void aPeerThatReadsNothingDoesNotHoldTheSenderUpAndHearsTheNewestLater() {
        CountDownLatch reads = new CountDownLatch(1);
        Heard slow = new Heard();
        GrpcTransport one = network.join(ONE, heard);
        network.join(TWO, new Waiting(slow, reads));
        awaitReached(1, 2);
        PeerMessage last = number(777);

        long start = System.nanoTime();
        for (int i = 1; i <= 20_000; i++) {
            one.send(TWO, large(i));
        }
        one.send(TWO, last);
        Duration sending = Duration.ofNanos(System.nanoTime() - start);
        reads.countDown();
        network.await("the newest message", () -> slow.has(last));

        assertThat(sending).isLessThan(Duration.ofSeconds(2));
        assertThat(one.dropped()).isGreaterThan(20_000 - 4_096 - 4_000);
        assertThat(slow.letters().size() + one.dropped()).isEqualTo(20_001);
    }

    @Test
    void aMessageLargerThanAPeerReadsIsDroppedAndTheStreamLives() {
        GrpcTransport one = network.join(ONE, heard);
        Heard two = new Heard();
        network.join(TWO, two);
        awaitReached(1, 2);

        one.send(TWO, chosen(17 << 20));
        // Both together would not fit into the outbox, which would drop the first before it is looked at.
        network.await("the warning", () -> !log.lines(Level.WARN, "more than a peer reads").isEmpty());
        one.send(TWO, chosen(15 << 20));
        one.send(TWO, number(1));
        network.await("the last message", () -> two.has(number(1)));

        assertThat(two.letters()).hasSize(2);
        assertThat(heard.losses()).isEmpty();
        assertThat(log.lines(Level.WARN, "more than a peer reads")).hasSize(1);
    }

    @Test
    void aPortInUseIsASentenceThatNamesTheSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Address address = new Address(Loopback.HOST, taken.getLocalPort());
            GrpcTransport transport = new GrpcTransport(
                    new TransportSettings("test", ONE, address, Map.of(), TransportSettings.Security.PLAINTEXT));

            assertThatThrownBy(() -> transport.start(heard))
                    .isInstanceOf(CannotListenException.class)
                    .hasMessage("synod.peer.port=" + taken.getLocalPort()
                            + " is in use on 127.0.0.1: choose another port for this node");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsASentenceThatNamesTheSetting() {
        GrpcTransport transport = new GrpcTransport(new TransportSettings(
                "test", ONE, new Address("192.0.2.1", 7172), Map.of(), TransportSettings.Security.PLAINTEXT));

        assertThatThrownBy(() -> transport.start(heard))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("192.0.2.1:7172")
                .hasMessageContaining("synod.peer.address");
    }

    @Test
    void anAddressThatDoesNotResolveIsASentenceThatNamesTheSetting() {
        GrpcTransport transport = new GrpcTransport(new TransportSettings(
                "test",
                ONE,
                new Address("no-such-host.invalid", 7172),
                Map.of(),
                TransportSettings.Security.PLAINTEXT));

        assertThatThrownBy(() -> transport.start(heard))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("no-such-host.invalid:7172")
                .hasMessageContaining("synod.peer.address");
    }

    @Test
    void theSystemChoosesThePortWhereItIsLeftOpen() {
        GrpcTransport transport = network.start(
                new TransportSettings(
                        "test", ONE, new Address(Loopback.HOST, 0), Map.of(), TransportSettings.Security.PLAINTEXT),
                heard);

        assertThat(transport.port()).hasValueSatisfying(port -> assertThat(port).isPositive());
    }

    @Test
    void closingTwiceAndBeforeTheStartIsHarmless() {
        GrpcTransport never = new GrpcTransport(network.settings(ONE, "test"));
        never.send(TWO, number(1));
        never.close();
        never.close();
        never.send(TWO, number(2));

        assertThat(never.port()).isEmpty();
    }

    private void awaitReached(int node, int peer) {
        network.await("node " + node + " to reach " + peer,
                () -> !log.lines(Level.INFO, "node=" + node + " peer=" + peer + " reached").isEmpty());
    }

    /** As {@code self} would be set up where it knows all its peers at ports on which nobody listens. */
    private TransportSettings elsewhere(NodeId self) {
        return settings(self, Map.of(
                ONE, new Address(Loopback.HOST, Loopback.freePort()),
                THREE, new Address(Loopback.HOST, Loopback.freePort())));
    }

    private TransportSettings settings(NodeId self, Map<NodeId, Address> peers) {
        return new TransportSettings(
                "test", self, network.at(self), peers, TransportSettings.Security.PLAINTEXT);
    }

    private static PeerMessage number(long number) {
        return new PeerMessage.Consensus(new Message.CatchUp(new Slot(number)));
    }

    private static PeerMessage large(long number) {
        return new PeerMessage.Consensus(new Message.Chosen(
                new Slot(number), List.of(new Decree.Payload(new byte[1_000])), new Slot(number)));
    }

    private static PeerMessage chosen(int bytes) {
        return new PeerMessage.Consensus(
                new Message.Chosen(new Slot(1), List.of(new Decree.Payload(new byte[bytes])), new Slot(1)));
    }

    /** Takes nothing until it is allowed to: no inbox should, and one that does must not hurt the sender. */
    private record Waiting(Heard heard, CountDownLatch reads) implements Transport.Inbox {

        @Override
        public void received(NodeId from, PeerMessage message) {
            try {
                reads.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            heard.received(from, message);
        }

        @Override
        public void lost(NodeId peer) {
            heard.lost(peer);
        }
    }
}
