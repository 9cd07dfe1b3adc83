package dev.synod.node;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
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
 * @param readers nodes that learn from this one
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
        Membership membership,
        Keeping keeping,
        List<Peer> peers,
        int readers,
        int mailbox,
        int pending,
        long lastTurnNanos) {

    public enum Role {
        FOLLOWING,
        PROBING,
        PREPARING,
        PRESIDING,
        OBSERVING
    }

    /**
     * Who belongs to the cluster, as far as this node knows.
     *
     * @param configuration the one chosen last
     * @param governing the one that governs now: another, while a change is under way
     * @param voting whether this node votes
     * @param settled no change is under way
     * @param source whom this node learns from, where it does not vote
     */
    public record Membership(
            Configuration configuration,
            Configuration governing,
            boolean voting,
            boolean settled,
            Optional<NodeId> source) {}

    /**
     * How this node keeps its memory.
     *
     * @param firstRetained the first slot of the ledger that is not truncated
     * @param lastSnapshot the last slot of the snapshot in use; {@link Slot#ZERO} without one
     * @param withoutRoom the disk is full: the node does not vote until there is room
     * @param slow the disk is so slow that another node should preside
     * @param longestTurn the longest that the loop took for a turn of late
     */
    public record Keeping(
            Slot firstRetained, Slot lastSnapshot, boolean withoutRoom, boolean slow, Duration longestTurn) {}

    /**
     * Another node, as this one sees it.
     *
     * @param lastHeard how long ago; empty where never
     */
    public record Peer(NodeId id, Optional<Duration> lastHeard, Slot chosenThrough) {}
}
