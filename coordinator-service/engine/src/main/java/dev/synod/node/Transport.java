package dev.synod.node;

import dev.synod.paxos.NodeId;

/**
 * Messages to peers. Best effort: it may drop, delay, double and reorder them, and never blocks its caller.
 *
 * <p>Bounded queues drop their oldest. Nothing is ever sent twice on purpose.
 */
public interface Transport {

    void send(NodeId to, PeerMessage message);

    /** Where a transport delivers: any thread may call. */
    interface Inbox {

        void received(NodeId from, PeerMessage message);

        /** The connection to a peer is gone: it may be dead, or it may be the network. */
        void lost(NodeId peer);
    }
}
