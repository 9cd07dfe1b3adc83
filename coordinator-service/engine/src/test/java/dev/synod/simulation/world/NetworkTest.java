package dev.synod.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.PeerMessage;
import dev.synod.node.PeerMessage.Overloaded;
import dev.synod.node.Transport;
import dev.synod.paxos.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final int MANY = 1_000;
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final Network.Link LINK = new Network.Link(ONE, TWO);

    private final EventQueue queue = new EventQueue();
    private final Network network =
            new Network(queue, new Chance(1, Chance.Concern.NETWORK, 0), Transcript.unread(queue));
    private final List<Long> arrived = new ArrayList<>();

    @Test
    void inCalmWeatherEverythingArrivesInOrder() {
        sendMany();

        assertThat(arrived).isEqualTo(LongStream.range(0, MANY).boxed().toList());
    }

    @Test
    void messagesAreLost() {
        network.turn(new Weather(0.5, 0, 1_000, 0, Weather.Order.AS_ON_A_CONNECTION));

        sendMany();

        assertThat(arrived).hasSizeBetween(MANY / 3, 2 * MANY / 3);
    }

    @Test
    void messagesAreDoubled() {
        network.turn(new Weather(0, 0.5, 1_000, 0, Weather.Order.AS_ON_A_CONNECTION));

        sendMany();

        assertThat(arrived).hasSizeBetween(4 * MANY / 3, 5 * MANY / 3).contains(0L, MANY - 1L);
    }

    @Test
    void messagesOvertakeEachOther() {
        network.turn(new Weather(0, 0, 1_000_000, 0, Weather.Order.OVERTAKING));

        sendMany();

        assertThat(arrived).hasSize(MANY);
        List<Long> sorted = new ArrayList<>(arrived);
        Collections.sort(sorted);
        assertThat(arrived).isNotEqualTo(sorted);
    }

    @Test
    void aStrayHoldsUpNobodyOnceTheWeatherHasTurned() {
        network.turn(new Weather(0, 0, 1_000_000_000, 1, Weather.Order.AS_ON_A_CONNECTION));
        connect();
        network.send(LINK, new Overloaded(1, List.of()), 0);
        network.turn(Weather.CALM);
        network.send(LINK, new Overloaded(2, List.of()), 0);
        untilNothingIsUnderWay();

        assertThat(arrived).containsExactly(2L, 1L);
    }

    @Test
    void aCutLinkCarriesNothingAndTheOtherDirectionDoes() {
        network.cut(new Network.Link(TWO, ONE));
        sendMany();
        assertThat(arrived).hasSize(MANY);

        network.cut(LINK);
        sendMany();
        assertThat(arrived).hasSize(MANY);

        network.healAll();
        sendMany();
        assertThat(arrived).hasSize(2 * MANY);
    }

    @Test
    void nobodyReachesWhomNeitherSideHasCalled() {
        sendMany();
        network.hangUp(ONE);
        int before = arrived.size();
        network.send(LINK, new Overloaded(1, List.of()), 0);
        untilNothingIsUnderWay();

        assertThat(arrived).hasSize(before);
    }

    private void connect() {
        network.call(ONE, Set.of(TWO));
        network.attach(TWO, new Transport.Inbox() {
            @Override
            public void received(NodeId from, PeerMessage message) {
                arrived.add(((Overloaded) message).life());
            }

            @Override
            public void lost(NodeId peer) {
                throw new AssertionError("nobody was lost");
            }
        });
    }

    private void sendMany() {
        connect();
        for (long number = 0; number < MANY; number++) {
            network.send(LINK, new Overloaded(number, List.of()), 0);
        }
        untilNothingIsUnderWay();
    }

    private void untilNothingIsUnderWay() {
        while (queue.step()) {
            // Each step is one more that arrives.
        }
    }
}
