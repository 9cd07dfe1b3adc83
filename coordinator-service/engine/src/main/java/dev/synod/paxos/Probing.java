package dev.synod.paxos;

import java.util.Optional;

/**
 * A node that asks, before it opens a ballot, whether its peers miss a president too. Without this, a node that comes
 * back from a partition would depose a president that everybody else hears.
 *
 * @param ballot names the probe; it is not opened
 * @param willing the set of voters that would let it preside, itself among them
 * @param highest the highest ballot that any of them has promised
 */
record Probing(Ballot ballot, long willing, Ballot highest) implements Role {

    Probing with(NodeId node, Ballot promised, Voters voters) {
        return new Probing(ballot, voters.with(willing, node), promised.isAbove(highest) ? promised : highest);
    }

    @Override
    public Optional<Ballot> presidency() {
        return Optional.empty();
    }
}
