package dev.synod.paxos;

/**
 * A numbered attempt to get decrees chosen, opened by one node and at most once.
 *
 * <p>Totally ordered by round, then by node, so that two nodes never open the same ballot (law B1). Source: The
 * Part-Time Parliament, section 2.1.
 *
 * @param round 0 only in {@link #ZERO}
 * @param node the node that may open it
 */
public record Ballot(long round, NodeId node) implements Comparable<Ballot> {

    /** Below every ballot that a node can open: what an acceptor has promised before its first promise. */
    public static final Ballot ZERO = new Ballot(0, new NodeId(1));

    public Ballot {
        if (round < 0) {
            throw new IllegalArgumentException("a round is 0 or more, not " + round);
        }
    }

    /** The lowest ballot of {@code node} above this one. */
    public Ballot above(NodeId node) {
        return new Ballot(round + 1, node);
    }

    public boolean isBelow(Ballot other) {
        return compareTo(other) < 0;
    }

    public boolean isAbove(Ballot other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Ballot other) {
        int byRound = Long.compare(round, other.round);
        return byRound != 0 ? byRound : node.compareTo(other.node);
    }

    @Override
    public String toString() {
        return round + "." + node;
    }
}
