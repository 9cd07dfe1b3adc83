package dev.synod.server.transport;

import dev.synod.paxos.NodeId;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import java.util.Map;

/**
 * Who this node is and where its peers are.
 *
 * @param cluster nodes of another cluster are refused
 * @param listen where peers reach this node: {@code synod.peer.address} and {@code synod.peer.port}
 * @param peers every node of the cluster but this one
 */
public record TransportSettings(
        String cluster, NodeId self, Address listen, Map<NodeId, Address> peers, Security security) {

    public TransportSettings {
        peers = Map.copyOf(peers);
        if (peers.containsKey(self)) {
            throw new IllegalArgumentException("node " + self + " is not a peer of its own");
        }
    }

    /** How streams between nodes are protected. */
    public record Security(ServerCredentials incoming, ChannelCredentials outgoing) {

        /** Not at all: for loopback, or a network that nobody else is on. */
        public static final Security PLAINTEXT =
                new Security(InsecureServerCredentials.create(), InsecureChannelCredentials.create());
    }
}
