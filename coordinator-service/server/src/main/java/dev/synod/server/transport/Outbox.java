package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.server.transport.wire.Weight;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Messages that wait for a peer's stream. Bounded: the oldest makes room for the newest, since what a peer has not been
 * told for that long is out of date, and whoever still needs it asks again.
 *
 * <p>Filled by the node's loop, emptied by the event loop.
 */
final class Outbox {

    /**
     * How much is kept.
     *
     * @param messages that wait
     * @param bytes that wait, by {@link Weight}
     */
    record Bounds(int messages, long bytes) {

        static final Bounds STANDARD = new Bounds(4_096, 32 << 20);
    }

    private final Bounds bounds;
    private final LongAdder dropped;
    private final ArrayDeque<PeerMessage> waiting = new ArrayDeque<>();
    private long weight;
    private volatile boolean open;
    private boolean expected;

    /** Counts in {@code dropped} the messages that it never gives to a stream. */
    Outbox(Bounds bounds, LongAdder dropped) {
        this.bounds = bounds;
        this.dropped = dropped;
    }

    /** Whether there is a stream. Asking does not wait. */
    boolean isOpen() {
        return open;
    }

    /**
     * Puts a message at the end, or drops it where there is no stream.
     *
     * @return whether somebody has to be sent to {@link #take}: nobody is on the way
     */
    synchronized boolean offer(PeerMessage message) {
        if (!open) {
            dropped.increment();
            return false;
        }
        waiting.addLast(message);
        weight += Weight.of(message);
        while (waiting.size() > bounds.messages() || weight > bounds.bytes()) {
            removeOldest();
            dropped.increment();
        }
        boolean nobodyOnTheWay = !expected;
        expected = true;
        return nobodyOnTheWay;
    }

    /**
     * Takes the oldest messages, at least one while there is one. An empty answer ends the visit: the next
     * {@link #offer} asks for another.
     */
    synchronized List<PeerMessage> take(Bounds most) {
        List<PeerMessage> taken = new ArrayList<>(Math.min(waiting.size(), most.messages()));
        long before = weight;
        while (!waiting.isEmpty() && taken.size() < most.messages() && before - weight < most.bytes()) {
            taken.add(removeOldest());
        }
        expected = !taken.isEmpty();
        return taken;
    }

    synchronized void open() {
        open = true;
        expected = false;
    }

    /** Drops everything, now and until it is opened again. */
    synchronized void close() {
        open = false;
        dropped.add(waiting.size());
        waiting.clear();
        weight = 0;
    }

    private PeerMessage removeOldest() {
        PeerMessage oldest = waiting.removeFirst();
        weight -= Weight.of(oldest);
        return oldest;
    }
}
