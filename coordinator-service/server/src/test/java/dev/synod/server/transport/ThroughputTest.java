package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.PeerMessage;
import dev.synod.node.Transport;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** How fast messages travel over loopback: printed, and not judged, since the machine has other work. */
@Isolated("what it logs: a Spring application that starts in this JVM sets the log anew")
final class ThroughputTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final Ballot BALLOT = new Ballot(7, ONE);

    /** Small enough for the outbox: nothing is dropped. */
    private static final int WINDOW = 2_000;

    private final CapturedLog log = new CapturedLog();
    private final Loopback network = new Loopback();

    @AfterEach
    void tearDown() {
        network.close();
        log.close();
    }

    @Test
    void smallMessagesPerSecond() {
        LongFunction<Message> accepted = slot -> new Message.Accepted(BALLOT, new Slot(slot), new Slot(slot));

        print("small messages", flood(Integer.getInteger("messages", 100_000), accepted));
    }

    @Test
    void acceptsOfHundredBytesPerSecond() {
        Decree decree = new Decree.Payload(new byte[100]);
        LongFunction<Message> accept = slot -> new Message.Accept(BALLOT, new Slot(slot), List.of(decree), Slot.ZERO);

        print("accepts of 100 bytes", flood(Integer.getInteger("messages", 100_000), accept));
    }

    @Test
    void roundTripOfOneMessage() {
        Semaphore back = new Semaphore(0);
        GrpcTransport one = network.join(ONE, new Receiving(back::release));
        Returning echo = new Returning();
        echo.out = network.join(TWO, echo);
        awaitReached(1, 2);
        awaitReached(2, 1);

        long[] nanos = new long[Integer.getInteger("trips", 5_000)];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            one.send(TWO, new PeerMessage.Consensus(new Message.Accepted(BALLOT, new Slot(i), new Slot(i))));
            back.acquireUninterruptibly();
            nanos[i] = System.nanoTime() - start;
        }

        Arrays.sort(nanos);
        System.out.printf("round trip: median %.3f ms, 99 of 100 within %.3f ms%n",
                nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
        assertThat(one.dropped()).isZero();
    }

    private Duration flood(int messages, LongFunction<Message> message) {
        AtomicLong received = new AtomicLong();
        GrpcTransport one = network.join(ONE, new Receiving(() -> {}));
        network.join(TWO, new Receiving(received::incrementAndGet));
        awaitReached(1, 2);
        long start = System.nanoTime();
        for (long sent = 0; sent < messages; sent++) {
            while (sent - received.get() > WINDOW) {
                Thread.onSpinWait();
            }
            one.send(TWO, new PeerMessage.Consensus(message.apply(sent + 1)));
        }
        network.await("the last message", () -> received.get() == messages);
        assertThat(one.dropped()).isZero();
        return Duration.ofNanos(System.nanoTime() - start).dividedBy(messages);
    }

    private static void print(String what, Duration each) {
        System.out.printf("%s: %,d a second%n", what, 1_000_000_000 / Math.max(1, each.toNanos()));
    }

    private void awaitReached(int node, int peer) {
        network.await("node " + node + " to reach " + peer,
                () -> !log.lines(ch.qos.logback.classic.Level.INFO, "node=" + node + " peer=" + peer + " reached")
                        .isEmpty());
    }

    private record Receiving(Runnable each) implements Transport.Inbox {

        @Override
        public void received(NodeId from, PeerMessage message) {
            each.run();
        }

        @Override
        public void lost(NodeId peer) {}
    }

    private static final class Returning implements Transport.Inbox {

        private volatile Transport out = (to, message) -> {};

        @Override
        public void received(NodeId from, PeerMessage message) {
            out.send(from, message);
        }

        @Override
        public void lost(NodeId peer) {}
    }
}
