package dev.synod.node;

import dev.synod.paxos.NodeId;
import java.util.SortedMap;

/**
 * Messages to peers. Best effort: it may drop, delay, double and reorder them, and never blocks its caller.
 *
 * <p>Bounded queues drop their oldest. Nothing is ever sent twice on purpose.
 */
public interface Transport {

    /**
     * Takes a message for a node: over the connection that {@link #call} opened, or else back over one that the node
     * itself opened; with neither, it is dropped.
     */
    void send(NodeId to, PeerMessage message);

    /**
     * From now on keeps connections to these nodes, and to no others: addresses as host and port. Connections that
     * others opened to this node stay.
     */
    default void call(SortedMap<NodeId, String> nodes) {
        // A network in which everybody reaches everybody needs no addresses.
    }

    /** Where a transport delivers: any thread may call. */
    interface Inbox {

        void received(NodeId from, PeerMessage message);

        /** The connection to a peer is gone: it may be dead, or it may be the network. */
        void lost(NodeId peer);
    }
}
