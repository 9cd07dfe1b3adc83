package dev.synod.node;

import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node is told at its start.
 *
 * @param members whom the cluster began with, by their addresses. A node that is not among them learns only, until it
 *     is made a member; to it they are whom to ask first
 * @param address where this node listens to others; empty where it does not
 * @param replaces the member, lost for good, in whose place this node wants to vote
 * @param heartbeat how often a president shows that it lives; too small wastes CPU, too large delays suspicion
 * @param patience how long a node waits for a president before it probes; a multiple of the heartbeat
 */
public record Settings(
        NodeId self,
        SortedMap<NodeId, String> members,
        Optional<String> address,
        Optional<NodeId> replaces,
        Duration heartbeat,
        Duration patience,
        Limits limits) {

    public Settings {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a cluster has a member at least");
        }
        if (heartbeat.compareTo(patience) >= 0) {
            throw new IllegalArgumentException(
                    "the heartbeat " + heartbeat + " must be shorter than the patience " + patience);
        }
    }

    /** Of a node that the cluster begins with. */
    public static Settings founding(NodeId self, SortedMap<NodeId, String> members, Pace pace, Limits limits) {
        var address = Optional.ofNullable(members.get(self));
        return new Settings(self, members, address, Optional.empty(), pace.heartbeat(), pace.patience(), limits);
    }

    /** How often a president shows that it lives, and how long the others wait for that. */
    public record Pace(Duration heartbeat, Duration patience) {}

    /**
     * Bounds; past each of the first four a caller hears {@link Answer.Overloaded}.
     *
     * @param mailbox inputs that wait for the loop
     * @param batch commands proposed together
     * @param inFlight slots proposed and not yet chosen: alpha, the same on all nodes of a cluster for ever
     * @param waiters requests that wait for an answer
     * @param ledger how much of the ledger is kept
     * @param readers nodes that learn from this one; more are sent to those
     */
    public record Limits(int mailbox, int batch, int inFlight, int waiters, Ledger ledger, int readers) {

        public static final Limits STANDARD = new Limits(20_000, 512, 2_048, 20_000, Ledger.STANDARD, 8);
    }

    /**
     * When a snapshot is taken, and what is kept of the ledger before it for those who are a little behind.
     *
     * @param slots since the last snapshot, after which the next is taken
     * @param bytes of decrees in memory, about, from which on it is taken earlier
     * @param kept slots kept before a snapshot
     */
    public record Ledger(long slots, long bytes, long kept) {

        public static final Ledger STANDARD = new Ledger(50_000, 32L << 20, 10_000);
    }
}
