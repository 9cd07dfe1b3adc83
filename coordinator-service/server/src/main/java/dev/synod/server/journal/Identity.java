package dev.synod.server.journal;

import dev.synod.paxos.NodeId;

/**
 * Whose memory a data directory holds: one node of one cluster, for ever.
 *
 * @param cluster the cluster's id, {@code synod.cluster.id}
 * @param node the node's id, {@code synod.node.id}
 */
public record Identity(String cluster, NodeId node) {

    private static final int LONGEST = 256;

    public Identity {
        if (cluster.isBlank() || cluster.length() > LONGEST || cluster.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a cluster id has 1 to " + LONGEST + " printable characters, not '" + cluster + "'");
        }
    }
}
