package dev.synod.node;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node stands: an immutable picture for health, metrics and {@code GET /v1/cluster}.
 *
 * @param president whom this node hears, or itself
 * @param ballot the highest it has promised or heard
 * @param announced how far the president said that the ledger is chosen, where one was heard
 * @param ready has applied what the president announced, and has heard it within one patience
 * @param lastTurnNanos the clock at the end of the loop's last turn
 */
public record Standing(
        NodeId self,
        Role role,
        Optional<NodeId> president,
        Ballot ballot,
        Slot chosenThrough,
        Slot appliedThrough,
        Slot announced,
        boolean ready,
        List<Peer> peers,
        int mailbox,
        int pending,
        long lastTurnNanos) {

    public enum Role {
        FOLLOWING,
        PROBING,
        PREPARING,
        PRESIDING
    }

    /**
     * Another node, as this one sees it.
     *
     * @param lastHeard how long ago; empty where never
     */
    public record Peer(NodeId id, Optional<Duration> lastHeard, Slot chosenThrough) {}
}
