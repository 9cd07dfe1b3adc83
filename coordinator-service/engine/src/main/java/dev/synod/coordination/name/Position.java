package dev.synod.coordination.name;

/**
 * The slot of the ledger at which a thing became true: the only clock that orders anything.
 *
 * @param number from 1 on; 0 only in {@link #ZERO}
 */
public record Position(long number) implements Comparable<Position> {

    /** Before the first decree. */
    public static final Position ZERO = new Position(0);

    public Position {
        if (number < 0) {
            throw new IllegalArgumentException("a position is 0 or more, not " + number);
        }
    }

    public boolean isAfter(Position other) {
        return number > other.number;
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
