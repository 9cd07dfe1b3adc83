package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.v1.Wire;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one peer that this node calls: a stream, and a new one when it ends, for as long as the peer is called.
 * All but {@link #isOpen} and {@link #send} runs on the event loop.
 */
final class Link implements OutgoingStream.Events {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /** A peer that welcomes and hangs up at once is not there yet: waiting goes on growing. */
    private static final Duration STEADY = Duration.ofSeconds(1);

    /** After so many attempts, in about four seconds, a name that does not resolve is worth a line: a pod's should. */
    private static final int UNRESOLVED = 12;

    private final Station station;
    private final NodeId peer;
    private final Address address;
    private final Courier courier;
    private final Backoff backoff =
            new Backoff(bound -> ThreadLocalRandom.current().nextLong(bound));
    private Optional<OutgoingStream> stream = Optional.empty();
    private int unresolved;
    private boolean closed;

    Link(Station station, NodeId peer, Address address) {
        this.station = station;
        this.peer = peer;
        this.address = address;
        courier = new Courier(station, peer);
    }

    Address address() {
        return address;
    }

    boolean isOpen() {
        return courier.isOpen();
    }

    void send(PeerMessage message) {
        courier.send(message);
    }

    void connect() {
        if (!closed) {
            OutgoingStream next = new OutgoingStream(station, address, this);
            stream = Optional.of(next);
            next.greet(peer);
        }
    }

    /** Ends for good: this node is not to call that peer any more, or elsewhere. */
    void leave() {
        if (isOpen()) {
            LOG.info("node={} peer={} called no longer at={}", station.settings().self(), peer, address);
        }
        close();
    }

    /** Ends for good. */
    void close() {
        closed = true;
        courier.close();
        stream.ifPresent(OutgoingStream::close);
    }

    /** After {@link #close}; not on the event loop, which has the closing to do. */
    void awaitClosed(Duration atMost) throws InterruptedException {
        if (stream.isPresent()) {
            stream.get().awaitClosed(atMost);
        }
    }

    @Override
    public void welcomed() {
        unresolved = 0;
        stream.ifPresent(courier::open);
        LOG.info("node={} peer={} reached at={}", station.settings().self(), peer, address);
    }

    @Override
    public void ready() {
        courier.deliver();
    }

    @Override
    public void heard(Optional<List<Wire.PeerMessage>> messages) {
        station.intake().take(peer, messages);
    }

    @Override
    public void ended(Status status) {
        Duration age = stream.map(OutgoingStream::age).orElse(Duration.ZERO);
        stream = Optional.empty();
        courier.close();
        tell(status, !age.isZero());
        if (age.compareTo(STEADY) >= 0) {
            backoff.reset();
        }
        station.after(backoff.next(), this::connect);
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
            unresolved = reason.startsWith("Unable to resolve") ? unresolved + 1 : 0;
            if (unresolved == UNRESOLVED && station.once().first(peer, address, "unresolved")) {
                LOG.warn("node={} peer={} at={} has a name that does not resolve, and is tried on: {}",
                        station.settings().self(), peer, address, reason);
            }
        }
    }
}
