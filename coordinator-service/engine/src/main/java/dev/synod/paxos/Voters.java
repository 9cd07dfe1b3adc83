package dev.synod.paxos;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The nodes whose votes count, and what a quorum of them is: any majority, so that two quorums always meet (law B2).
 */
public final class Voters {

    /** Sets of voters are bit masks: one bit for each, in the order of their ids. */
    private static final int MOST = Long.SIZE - 1;

    private final List<NodeId> nodes;
    private final int quorum;

    public Voters(SortedSet<NodeId> nodes) {
        if (nodes.isEmpty() || nodes.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " nodes can vote, not " + nodes.size());
        }
        this.nodes = List.copyOf(nodes);
        quorum = nodes.size() / 2 + 1;
        Invariant.B2.check(2 * quorum > nodes.size(), () -> quorum + " of " + nodes.size());
    }

    /** All but {@code node}. */
    Set<NodeId> without(NodeId node) {
        var others = new TreeSet<>(nodes);
        others.remove(node);
        return others;
    }

    public List<NodeId> nodes() {
        return nodes;
    }

    /** How many voters a quorum has. */
    int quorum() {
        return quorum;
    }

    public boolean contains(NodeId node) {
        return nodes.contains(node);
    }

    /** {@code set} with {@code node} in it; a node that does not vote changes nothing. */
    long with(long set, NodeId node) {
        int place = nodes.indexOf(node);
        return place < 0 ? set : set | 1L << place;
    }

    boolean has(long set, NodeId node) {
        return with(set, node) == set && contains(node);
    }

    boolean isQuorum(Collection<NodeId> set) {
        return nodes.stream().filter(set::contains).count() >= quorum;
    }

    boolean isQuorum(long set) {
        return Long.bitCount(set) >= quorum;
    }
}
