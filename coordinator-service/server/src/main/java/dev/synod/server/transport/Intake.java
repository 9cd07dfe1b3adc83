package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.v1.Wire;
import dev.synod.server.transport.wire.PeerMessages;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what arrives, in either direction of a stream, and takes it to the inbox. */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Station station;

    Intake(Station station) {
        this.station = station;
    }

    /** Messages of {@code from}; empty where the bytes made none. */
    void take(NodeId from, Optional<List<Wire.PeerMessage>> messages) {
        if (messages.isEmpty()) {
            dropped(from, "bytes that make no messages");
            return;
        }
        for (Wire.PeerMessage message : messages.get()) {
            read(from, message).ifPresent(read -> station.inbox().received(from, read));
        }
    }

    private Optional<PeerMessage> read(NodeId from, Wire.PeerMessage message) {
        try {
            return Optional.of(PeerMessages.fromWire(message));
        } catch (IllegalArgumentException e) {
            dropped(from, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void dropped(NodeId from, String reason) {
        if (station.once().first(from, "dropped")) {
            LOG.warn("node={} peer={} sent what this version cannot read, dropped here and from now on: {}",
                    station.settings().self(), from, Greetings.printable(reason));
        }
    }
}
