package dev.synod.api.clock;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Lamport's scalar time: if one event happened before another, its time is smaller; the converse does not hold.
 *
 * <p>Rule IR1 is {@link #tick}. Rule IR2 lets a receiver's clock jump above what it heard; here hearing is no event, so
 * {@link #receive} only catches up, and the next event's tick goes above.
 *
 * <p>Source: Lamport, Time, Clocks, and the Ordering of Events in a Distributed System (1978), section "Logical
 * Clocks".
 *
 * @param time that of the newest event known; 0 before the first
 */
public record LamportClock(long time) implements Comparable<LamportClock> {

    /** Before the first event. */
    public static final LamportClock ZERO = new LamportClock(0);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LamportClock {
        if (time < 0) {
            throw new IllegalArgumentException("a Lamport time is 0 or more, not " + time);
        }
    }

    /**
     * The time of the next event.
     *
     * @throws IllegalStateException after 2^63-1 events; nobody counts that far: somebody told a false time
     */
    public LamportClock tick() {
        if (time == Long.MAX_VALUE) {
            throw new IllegalStateException(
                    "a Lamport clock cannot tick beyond " + time + ": somebody told it a false time");
        }
        return new LamportClock(time + 1);
    }

    /** What goes along with a message. */
    public LamportClock send() {
        return this;
    }

    /** The clock of one who hears of {@code heard}: the later of the two. */
    public LamportClock receive(LamportClock heard) {
        return heard.time > time ? heard : this;
    }

    @JsonValue
    @Override
    public long time() {
        return time;
    }

    @Override
    public int compareTo(LamportClock other) {
        return Long.compare(time, other.time);
    }

    @Override
    public String toString() {
        return Long.toString(time);
    }
}
