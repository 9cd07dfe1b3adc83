package dev.synod.simulation.sabotage;

import dev.synod.node.PeerMessage;
import dev.synod.node.Transport;
import dev.synod.paxos.NodeId;

/** Passes everything on to an honest node; a liar changes what it likes. */
class InboxAround implements Transport.Inbox {

    private final Transport.Inbox honest;

    InboxAround(Transport.Inbox honest) {
        this.honest = honest;
    }

    @Override
    public void received(NodeId from, PeerMessage message) {
        honest.received(from, message);
    }

    @Override
    public void lost(NodeId peer) {
        honest.lost(peer);
    }
}
