package dev.synod.paxos;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A node that asks, before it opens a ballot, whether its peers miss a president too. Without this, a node that comes
 * back from a partition would depose a president that everybody else hears.
 *
 * @param ballot names the probe; it is not opened
 * @param willing the nodes that would let it preside, itself among them
 * @param highest the highest ballot that any of them has promised
 */
record Probing(Ballot ballot, Set<NodeId> willing, Ballot highest) implements Role {

    Probing with(NodeId node, Ballot promised) {
        var more = new TreeSet<>(willing);
        more.add(node);
        return new Probing(ballot, more, promised.isAbove(highest) ? promised : highest);
    }

    @Override
    public Optional<Ballot> presidency() {
        return Optional.empty();
    }
}
