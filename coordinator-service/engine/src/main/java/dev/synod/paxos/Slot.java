package dev.synod.paxos;

/**
 * A place in the ledger, which one decree fills for ever.
 *
 * @param number from 1 on; 0 only in {@link #ZERO}
 */
public record Slot(long number) implements Comparable<Slot> {

    /** Before the first slot: how far a node with an empty ledger knows it chosen. */
    public static final Slot ZERO = new Slot(0);

    public Slot {
        if (number < 0) {
            throw new IllegalArgumentException("a slot is 0 or more, not " + number);
        }
    }

    public Slot next() {
        return new Slot(number + 1);
    }

    /** The slot before; of the first, {@link #ZERO}. */
    public Slot before() {
        return new Slot(number - 1);
    }

    public Slot plus(long slots) {
        return new Slot(number + slots);
    }

    public boolean isBelow(Slot other) {
        return number < other.number;
    }

    public boolean isAbove(Slot other) {
        return number > other.number;
    }

    @Override
    public int compareTo(Slot other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
