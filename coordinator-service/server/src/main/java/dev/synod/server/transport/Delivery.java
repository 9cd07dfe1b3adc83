package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.node.Transport;
import dev.synod.paxos.NodeId;
import java.util.Optional;

/** The way to the node's inbox: open from the transport's start to its end, so that nobody is called after that. */
final class Delivery implements Transport.Inbox {

    private volatile Optional<Transport.Inbox> inbox = Optional.empty();

    void open(Transport.Inbox to) {
        inbox = Optional.of(to);
    }

    void close() {
        inbox = Optional.empty();
    }

    @Override
    public void received(NodeId from, PeerMessage message) {
        inbox.ifPresent(open -> open.received(from, message));
    }

    @Override
    public void lost(NodeId peer) {
        inbox.ifPresent(open -> open.lost(peer));
    }
}
