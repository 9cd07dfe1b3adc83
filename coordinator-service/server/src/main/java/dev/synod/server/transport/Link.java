package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.v1.Wire;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one peer: a stream, and a new one when it ends, for as long as the transport lives. All but {@link #send}
 * runs on the event loop, so that a stream has one writer.
 */
final class Link implements OutgoingStream.Events {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /** A peer that welcomes and hangs up at once is not there yet: waiting goes on growing. */
    private static final Duration STEADY = Duration.ofSeconds(1);

    /**
     * Messages that share a parcel: enough to make its own cost small, few enough to keep the peer busy meanwhile. With
     * one message a parcel, a quarter as many small messages a second arrive.
     */
    private static final Outbox.Bounds PARCEL = new Outbox.Bounds(256, 256 << 10);

    private final Station station;
    private final NodeId peer;
    private final Address address;
    private final Outbox outbox = new Outbox(Outbox.Bounds.STANDARD);
    private final Backoff backoff =
            new Backoff(bound -> ThreadLocalRandom.current().nextLong(bound));
    private Optional<OutgoingStream> stream = Optional.empty();
    private boolean closed;

    Link(Station station, NodeId peer, Address address) {
        this.station = station;
        this.peer = peer;
        this.address = address;
    }

    /** Any thread may call, and never waits. */
    void send(PeerMessage message) {
        if (outbox.offer(message)) {
            station.loop().execute(this::ready);
        }
    }

    void connect() {
        if (!closed) {
            OutgoingStream next = new OutgoingStream(station, address, this);
            stream = Optional.of(next);
            next.greet(peer);
        }
    }

    /** Ends for good. */
    void close() {
        closed = true;
        outbox.close();
        stream.ifPresent(OutgoingStream::close);
    }

    /** After {@link #close}; not on the event loop, which has the closing to do. */
    void awaitClosed(Duration atMost) throws InterruptedException {
        if (stream.isPresent()) {
            stream.get().awaitClosed(atMost);
        }
    }

    long dropped() {
        return outbox.dropped();
    }

    @Override
    public void welcomed() {
        LOG.info("node={} peer={} reached at={}", station.settings().self(), peer, address);
        outbox.open();
    }

    /** Sends what waits for as long as the peer reads. Where it does not, the stream calls again when it does. */
    @Override
    public void ready() {
        while (stream.isPresent() && stream.get().isReady()) {
            List<PeerMessage> messages = outbox.take(PARCEL);
            if (messages.isEmpty()) {
                return;
            }
            send(stream.get(), messages);
        }
    }

    private void send(OutgoingStream open, List<PeerMessage> messages) {
        Wire.Parcel.Builder builder = Wire.Parcel.newBuilder();
        for (PeerMessage message : messages) {
            builder.addMessages(PeerMessages.toWire(message));
        }
        Wire.Parcel parcel = builder.build();
        if (parcel.getSerializedSize() <= Station.LARGEST_PARCEL) {
            open.send(parcel);
        } else if (station.once().first(peer, "too large")) {
            LOG.warn("node={} peer={} dropped a message of {} bytes, more than a peer reads: {}",
                    station.settings().self(), peer, parcel.getSerializedSize(), Station.LARGEST_PARCEL);
        }
    }

    @Override
    public void ended(Status status) {
        Duration age = stream.map(OutgoingStream::age).orElse(Duration.ZERO);
        stream = Optional.empty();
        outbox.close();
        tell(status, !age.isZero());
        if (age.compareTo(STEADY) >= 0) {
            backoff.reset();
        }
        var _ = station.loop().schedule(this::connect, backoff.next().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tell(Status status, boolean wasWelcome) {
        String reason = Greetings.printable(String.valueOf(status.getDescription()));
        if (status.getCode() == Status.Code.FAILED_PRECONDITION && station.once().first(peer, address, reason)) {
            LOG.warn("node={} peer={} at={} refused this node: {}", station.settings().self(), peer, address, reason);
        }
        if (wasWelcome) {
            LOG.info("node={} peer={} lost: {}", station.settings().self(), peer, reason);
            station.inbox().lost(peer);
        } else {
            LOG.debug("node={} peer={} not reached at={}: {}", station.settings().self(), peer, address, reason);
        }
    }
}
