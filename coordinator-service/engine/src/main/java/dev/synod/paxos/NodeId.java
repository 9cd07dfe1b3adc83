package dev.synod.paxos;

/**
 * The name of a node, for ever bound to one disk: a node that lost its disk comes back under another.
 *
 * @param number 1 or more
 */
public record NodeId(int number) implements Comparable<NodeId> {

    public NodeId {
        if (number < 1) {
            throw new IllegalArgumentException("a node id is 1 or more, not " + number);
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
