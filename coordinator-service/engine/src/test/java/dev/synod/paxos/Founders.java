package dev.synod.paxos;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Clusters for tests: nodes at addresses that say who they are. */
public final class Founders {

    private Founders() {}

    /** Nodes 1 to {@code count}. */
    public static SortedMap<NodeId, String> addresses(int count) {
        return addresses(IntStream.rangeClosed(1, count).mapToObj(NodeId::new).toList());
    }

    public static SortedMap<NodeId, String> addresses(Collection<NodeId> nodes) {
        var addresses = new TreeMap<NodeId, String>();
        nodes.forEach(node -> addresses.put(node, address(node)));
        return addresses;
    }

    public static String address(NodeId node) {
        return "node-" + node + ":7172";
    }

    public static Configuration configuration(Collection<NodeId> nodes) {
        return Configuration.founding(addresses(nodes));
    }

    /** A new node of a cluster of {@code nodes}, with its journal empty. */
    static Legislator legislator(NodeId self, Collection<NodeId> nodes) {
        var legislator = new Legislator(self, ALPHA);
        legislator.found(configuration(nodes));
        return legislator;
    }

    /** As many slots in flight as no test needs. */
    static final int ALPHA = 1_000;
}
