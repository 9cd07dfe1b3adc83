package dev.synod.coordination.name;

/**
 * What a holder shows to the resource that it writes: larger than that of every holder before. It is the position of
 * the granting decree, so it grows over all locks, and never starts again.
 *
 * @param number 1 or more
 */
public record FencingToken(long number) implements Comparable<FencingToken> {

    public FencingToken {
        if (number < 1) {
            throw new IllegalArgumentException("a fencing token is 1 or more, not " + number);
        }
    }

    public static FencingToken grantedAt(Position position) {
        return new FencingToken(position.number());
    }

    @Override
    public int compareTo(FencingToken other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
