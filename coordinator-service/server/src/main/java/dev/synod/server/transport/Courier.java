package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.v1.Wire;
import dev.synod.server.transport.wire.PeerMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to a peer, many at a time, for as long as the peer reads. All but {@link #isOpen} and {@link #send}
 * runs on the event loop, so that a stream has one writer.
 */
final class Courier {

    /** The direction of a stream that leads to the peer. */
    interface Way {

        /** Whether messages would leave at once, and not wait in memory. */
        boolean isReady();

        void send(List<Wire.PeerMessage> messages);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /**
     * Messages that travel together: enough to make a parcel's own cost small, few enough to keep the peer busy
     * meanwhile. With one message a parcel, a quarter as many small messages a second arrive.
     */
    private static final Outbox.Bounds PARCEL = new Outbox.Bounds(256, 256 << 10);

    /** What a message takes in a parcel besides its own bytes: its field's number and its length. */
    private static final int WRAPPING = 6;

    private final Station station;
    private final NodeId peer;
    private final Outbox outbox;
    private Optional<Way> way = Optional.empty();

    /** What waits for several is in memory once, however many read slowly. */
    Courier(Station station, NodeId peer) {
        this.station = station;
        this.peer = peer;
        outbox = new Outbox(Outbox.Bounds.STANDARD, station.dropped());
    }

    /** Whether there is a way. */
    boolean isOpen() {
        return outbox.isOpen();
    }

    /** Any thread may call, and never waits. */
    void send(PeerMessage message) {
        if (outbox.offer(message)) {
            station.soon(this::deliver);
        }
    }

    void open(Way to) {
        way = Optional.of(to);
        outbox.open();
    }

    /** The way is gone, and what waited for it. */
    void close() {
        way = Optional.empty();
        outbox.close();
    }

    /** Sends what waits for as long as the peer reads. Where it does not, its stream calls again when it does. */
    void deliver() {
        while (way.isPresent() && way.get().isReady()) {
            List<PeerMessage> messages = outbox.take(PARCEL);
            if (messages.isEmpty()) {
                return;
            }
            List<Wire.PeerMessage> wire = new ArrayList<>(messages.size());
            messages.forEach(message -> wire.add(PeerMessages.toWire(message)));
            send(way.get(), wire);
        }
    }

    private void send(Way to, List<Wire.PeerMessage> messages) {
        long size = messages.stream().mapToLong(message -> message.getSerializedSize() + WRAPPING).sum();
        if (size <= Station.LARGEST_PARCEL) {
            to.send(messages);
        } else if (messages.size() > 1) {
            messages.forEach(message -> send(to, List.of(message)));
        } else {
            station.dropped().increment();
            if (station.once().first(peer, "too large")) {
                LOG.warn("node={} peer={} dropped a message of {} bytes, more than a peer reads: {}",
                        station.settings().self(), peer, size, Station.LARGEST_PARCEL);
            }
        }
    }
}
