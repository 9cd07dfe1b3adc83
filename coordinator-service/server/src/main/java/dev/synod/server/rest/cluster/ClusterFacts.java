package dev.synod.server.rest.cluster;

import dev.synod.paxos.NodeId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an instance was told about its cluster at the start.
 *
 * @param addresses where nodes listen for their peers, as far as the settings say; of the others the ledger tells
 * @param door whether this instance has a way to other nodes
 */
public record ClusterFacts(String clusterId, SortedMap<NodeId, String> addresses, Door door) {

    public ClusterFacts {
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    }

    /** A way to other nodes. */
    public enum Door {
        OPEN,
        /** Of a cluster of one that listens to nobody. */
        NONE
    }
}
