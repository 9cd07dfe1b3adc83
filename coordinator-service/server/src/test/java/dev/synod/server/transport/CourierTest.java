package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.synod.node.PeerMessage;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.transport.TransportSettings.Security;
import dev.synod.server.transport.v1.Wire;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** How messages are packed, and what becomes of those that fit into no parcel. */
@Isolated("what it logs: a Spring application that starts in this JVM sets the log anew")
final class CourierTest {

    private static final NodeId TWO = new NodeId(2);

    private final CapturedLog log = new CapturedLog();
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final Station station = new Station(
            new TransportSettings(
                    "test", new NodeId(1), new Address(Loopback.HOST, 0), Map.of(), Security.PLAINTEXT),
            loop,
            new Delivery());
    private final Courier courier = new Courier(station, TWO);
    private final Way way = new Way();

    @AfterEach
    void tearDown() {
        var _ = loop.shutdownGracefully();
        log.close();
    }

    @Test
    void whatWaitsTravelsTogether() {
        tell(chosen(1, 10), chosen(2, 10), chosen(3, 10));

        assertThat(way.parcels).containsExactly(List.of(1L, 2L, 3L));
    }

    @Test
    void whatDoesNotFitIntoOneParcelTravelsInSeveral() {
        tell(chosen(1, 200_000), chosen(2, Station.LARGEST_PARCEL - 100_000), chosen(3, 10));

        assertThat(way.parcels).containsExactly(List.of(1L), List.of(2L), List.of(3L));
        assertThat(station.dropped().sum()).isZero();
    }

    @Test
    void whatFitsIntoNoParcelIsDroppedAloneAndSaidOnce() {
        tell(chosen(1, 10), chosen(2, Station.LARGEST_PARCEL), chosen(3, 10));
        tell(chosen(4, Station.LARGEST_PARCEL), chosen(5, 10));

        assertThat(way.parcels.stream().flatMap(List::stream)).containsExactly(1L, 3L, 5L);
        assertThat(station.dropped().sum()).isEqualTo(2);
        assertThat(log.lines(Level.WARN, "node=1 peer=2 dropped a message of")).hasSize(1);
    }

    @Test
    void nothingIsSentWhileThePeerDoesNotRead() {
        way.ready = false;
        tell(chosen(1, 10));
        assertThat(way.parcels).isEmpty();

        way.ready = true;
        courier.deliver();
        assertThat(way.parcels).containsExactly(List.of(1L));
    }

    @Test
    void withoutAWayNothingIsKept() {
        assertThat(courier.isOpen()).isFalse();
        courier.send(chosen(1, 10));
        tell();
        assertThat(courier.isOpen()).isTrue();
        courier.close();
        courier.send(chosen(2, 10));
        courier.deliver();

        assertThat(way.parcels).isEmpty();
        assertThat(station.dropped().sum()).isEqualTo(2);
    }

    /** On the event loop itself, so that it takes nothing before everything waits. */
    private void tell(PeerMessage... messages) {
        loop.submit(() -> {
                    courier.open(way);
                    for (PeerMessage message : messages) {
                        courier.send(message);
                    }
                    courier.deliver();
                })
                .syncUninterruptibly();
    }

    private static PeerMessage chosen(long slot, int bytes) {
        return new PeerMessage.Consensus(
                new Message.Chosen(new Slot(slot), List.of(new Decree.Payload(new byte[bytes])), Slot.ZERO));
    }

    /** Remembers the slots that each parcel tells of. */
    private static final class Way implements Courier.Way {

        private final List<List<Long>> parcels = new ArrayList<>();
        private boolean ready = true;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void send(List<Wire.PeerMessage> messages) {
            parcels.add(messages.stream().map(message -> message.getChosen().getFirst()).toList());
        }
    }
}
