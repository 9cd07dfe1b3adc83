package dev.synod.node;

import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.SortedSet;

/**
 * What a node is told at its start.
 *
 * @param voters all nodes that vote, this one among them
 * @param heartbeat how often a president shows that it lives; too small wastes CPU, too large delays suspicion
 * @param patience how long a node waits for a president before it probes; a multiple of the heartbeat
 */
public record Settings(
        NodeId self, SortedSet<NodeId> voters, Duration heartbeat, Duration patience, Limits limits) {

    public Settings {
        if (!voters.contains(self)) {
            throw new IllegalArgumentException("node " + self + " is not among the voters " + voters);
        }
        if (heartbeat.compareTo(patience) >= 0) {
            throw new IllegalArgumentException(
                    "the heartbeat " + heartbeat + " must be shorter than the patience " + patience);
        }
    }

    /**
     * Bounds; past each of them a caller hears {@link Answer.Overloaded}.
     *
     * @param mailbox inputs that wait for the loop
     * @param batch commands proposed together
     * @param inFlight slots proposed and not yet chosen
     * @param waiters requests that wait for an answer
     */
    public record Limits(int mailbox, int batch, int inFlight, int waiters) {

        public static final Limits STANDARD = new Limits(20_000, 512, 2_048, 20_000);
    }
}
