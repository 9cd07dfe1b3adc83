package dev.synod.server.transport;

import dev.synod.paxos.NodeId;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import java.util.Map;
import java.util.Optional;

/**
 * Who this node is and where its peers are.
 *
 * @param cluster nodes of another cluster are refused
 * @param role what this node says that it is
 * @param founding a fingerprint of the configuration that this node's ledger begins with; 0 where it does not know,
 *     as observers and nodes that join do not. Nodes that know and differ refuse each other
 * @param listen where peers reach this node, {@code synod.peer.address} and {@code synod.peer.port}; empty where it
 *     only calls others
 * @param peers whom this node calls until it is told otherwise; not itself
 */
public record TransportSettings(
        String cluster,
        NodeId self,
        Role role,
        long founding,
        Optional<Address> listen,
        Map<NodeId, Address> peers,
        Security security) {

    /** What a node is to its cluster. */
    public enum Role {
        /** Its votes count, or are meant to. */
        MEMBER,
        /** It only learns. */
        OBSERVER
    }

    public TransportSettings {
        peers = Map.copyOf(peers);
        if (peers.containsKey(self)) {
            throw new IllegalArgumentException("node " + self + " is not a peer of its own");
        }
    }

    /** A node that listens. */
    public TransportSettings(
            String cluster,
            NodeId self,
            Role role,
            long founding,
            Address listen,
            Map<NodeId, Address> peers,
            Security security) {
        this(cluster, self, role, founding, Optional.of(listen), peers, security);
    }

    /** A member that does not know how its ledger begins. */
    public TransportSettings(
            String cluster, NodeId self, Address listen, Map<NodeId, Address> peers, Security security) {
        this(cluster, self, Role.MEMBER, 0, Optional.of(listen), peers, security);
    }

    /** How streams between nodes are protected. */
    public record Security(ServerCredentials incoming, ChannelCredentials outgoing) {

        /** Not at all: for loopback, or a network that nobody else is on. */
        public static final Security PLAINTEXT =
                new Security(InsecureServerCredentials.create(), InsecureChannelCredentials.create());
    }
}
