package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Bounded, and rather without the old than without the new. */
final class OutboxTest {

    private static final Outbox.Bounds ALL = new Outbox.Bounds(Integer.MAX_VALUE, Long.MAX_VALUE);

    private final LongAdder dropped = new LongAdder();

    @Test
    void messagesComeOutInTheOrderTheyWentIn() {
        Outbox outbox = open(new Outbox.Bounds(10, 10_000));
        offer(outbox, 1, 5);

        assertThat(outbox.take(ALL)).isEqualTo(numbers(1, 5));
    }

    @Test
    void theOldestMakeRoomWhereThereAreTooMany() {
        Outbox outbox = open(new Outbox.Bounds(3, 10_000));
        offer(outbox, 1, 5);

        assertThat(outbox.take(ALL)).isEqualTo(numbers(3, 5));
        assertThat(dropped.sum()).isEqualTo(2);
    }

    @Test
    void theOldestMakeRoomWhereTheyAreTooLarge() {
        Outbox outbox = open(new Outbox.Bounds(100, 10_000));
        outbox.offer(large(4_000, 1));
        outbox.offer(large(4_000, 2));
        outbox.offer(large(4_000, 3));

        assertThat(outbox.take(ALL)).containsExactly(large(4_000, 2), large(4_000, 3));
    }

    @Test
    void whatIsTooLargeByItselfIsDroppedAndStopsNothing() {
        Outbox outbox = open(new Outbox.Bounds(100, 10_000));
        outbox.offer(large(20_000, 1));
        outbox.offer(number(2));

        assertThat(outbox.take(ALL)).containsExactly(number(2));
    }

    @Test
    void takingStopsAtTheNumberAskedFor() {
        Outbox outbox = open(new Outbox.Bounds(100, 10_000));
        offer(outbox, 1, 5);

        assertThat(outbox.take(new Outbox.Bounds(2, 10_000))).isEqualTo(numbers(1, 2));
        assertThat(outbox.take(ALL)).isEqualTo(numbers(3, 5));
    }

    @Test
    void takingStopsAtTheBytesAskedForButGivesAtLeastOneMessage() {
        Outbox outbox = open(new Outbox.Bounds(100, 10_000));
        outbox.offer(large(4_000, 1));
        outbox.offer(large(4_000, 2));

        assertThat(outbox.take(new Outbox.Bounds(100, 10))).containsExactly(large(4_000, 1));
    }

    @Test
    void withoutAStreamMessagesAreDropped() {
        Outbox outbox = new Outbox(Outbox.Bounds.STANDARD, dropped);

        assertThat(outbox.offer(number(1))).isFalse();

        assertThat(outbox.take(ALL)).isEmpty();
        assertThat(dropped.sum()).isEqualTo(1);
    }

    @Test
    void whatWaitedForALostStreamIsNotSentOnTheNext() {
        Outbox outbox = open(new Outbox.Bounds(10, 10_000));
        offer(outbox, 1, 5);

        assertThat(outbox.isOpen()).isTrue();
        outbox.close();
        assertThat(outbox.isOpen()).isFalse();
        outbox.open();

        assertThat(outbox.take(ALL)).isEmpty();
        assertThat(dropped.sum()).isEqualTo(5);
    }

    @Test
    void oneVisitIsAskedForUntilItFoundNothing() {
        Outbox outbox = open(new Outbox.Bounds(10, 10_000));

        assertThat(outbox.offer(number(1))).isTrue();
        assertThat(outbox.offer(number(2))).isFalse();
        assertThat(outbox.take(ALL)).hasSize(2);
        assertThat(outbox.offer(number(3))).as("the visitor comes back until it finds nothing").isFalse();
        assertThat(outbox.take(ALL)).hasSize(1);
        assertThat(outbox.take(ALL)).isEmpty();
        assertThat(outbox.offer(number(4))).isTrue();
    }

    @Test
    void aVisitOfTheLostStreamIsNotWaitedFor() {
        Outbox outbox = open(new Outbox.Bounds(10, 10_000));
        outbox.offer(number(1));

        outbox.close();
        outbox.open();

        assertThat(outbox.offer(number(2))).isTrue();
    }

    private Outbox open(Outbox.Bounds bounds) {
        Outbox outbox = new Outbox(bounds, dropped);
        outbox.open();
        return outbox;
    }

    private static void offer(Outbox outbox, long first, long last) {
        numbers(first, last).forEach(outbox::offer);
    }

    private static List<PeerMessage> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(OutboxTest::number).toList();
    }

    private static PeerMessage number(long number) {
        return new PeerMessage.Consensus(new Message.CatchUp(new Slot(number)));
    }

    private static PeerMessage large(int bytes, long first) {
        return new PeerMessage.Consensus(
                new Message.Chosen(new Slot(first), List.of(new Decree.Payload(new byte[bytes])), Slot.ZERO));
    }
}
