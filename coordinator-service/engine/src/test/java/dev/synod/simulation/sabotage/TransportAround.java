package dev.synod.simulation.sabotage;

import dev.synod.node.PeerMessage;
import dev.synod.node.Transport;
import dev.synod.paxos.NodeId;
import java.util.SortedMap;

/** Passes everything on to an honest transport; a liar changes what it likes. */
class TransportAround implements Transport {

    private final Transport honest;

    TransportAround(Transport honest) {
        this.honest = honest;
    }

    @Override
    public void send(NodeId to, PeerMessage message) {
        honest.send(to, message);
    }

    @Override
    public void call(SortedMap<NodeId, String> nodes) {
        honest.call(nodes);
    }
}
