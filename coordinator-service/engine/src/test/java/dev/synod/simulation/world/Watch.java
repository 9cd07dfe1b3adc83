package dev.synod.simulation.world;

import dev.synod.node.PeerMessage;
import dev.synod.node.Snapshot;
import dev.synod.node.Standing;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.Optional;

/** Whoever looks on, and may throw where a law is broken. All of it happens at the ports, none inside a node. */
public interface Watch {

    /** A node began a life with what its disk remembers. */
    default void started(NodeId node, int life, List<Persist> memory) {}

    default void turnBegins(NodeId node) {}

    /** Written, not durable yet. */
    default void appended(NodeId node, Persist record) {}

    /** Durable from now on, whatever comes. In the order of the journal. */
    default void durable(NodeId node, Persist record) {}

    /**
     * The journal has begun anew: from now on nothing is durable but a snapshot and these records.
     *
     * @param snapshot what is durable of it
     */
    default void begunAnew(NodeId node, Slot through, Optional<Snapshot> snapshot, List<Persist> memory) {}

    /** A message leaves a node; what the network makes of it is another matter. */
    default void sent(NodeId from, NodeId to, PeerMessage message) {}

    default void delivered(NodeId from, NodeId to, PeerMessage message) {}

    default void turned(NodeId node, Standing standing) {}

    /** In one turn, a node waited for its disk so often after a heartbeat was over. */
    default void waited(NodeId node, int times) {}

    default void crashed(NodeId node, String where) {}
}
