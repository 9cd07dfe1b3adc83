package dev.synod.api.clock;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What somebody knows to have happened: it goes along with each request and answer, in the header {@link #HEADER}.
 *
 * <p>Source: Lamport (1978), section "Logical Clocks", the timestamp that a message carries; Mattern (1989), section
 * "Vector Time".
 *
 * @param lamport no event that is known has a later one
 * @param vector the events that are known, by process
 */
public record CausalContext(LamportClock lamport, VectorClock vector) {

    /** The HTTP header that carries a context as text. */
    public static final String HEADER = "Synod-Context";

    /** How many components are read from a text. */
    public static final int MOST_COMPONENTS = 4_096;

    /** How many characters of a text are read. */
    public static final int LONGEST_TEXT = 512 * 1_024;

    /** Knows of nothing. */
    public static final CausalContext EMPTY = new CausalContext(LamportClock.ZERO, VectorClock.EMPTY);

    /**
     * Reads what {@link #toString} wrote, {@code lamport=45;billing-0@1042=17,web-1@988=3}; the order of the components
     * does not matter.
     *
     * @throws IllegalArgumentException with a sentence that a user can act on
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CausalContext parse(String text) {
        return ClockText.context(text);
    }

    /** What one knows who hears of both; one of the two themselves, where that one knows it all. */
    public CausalContext merge(CausalContext other) {
        var merged = new CausalContext(lamport.receive(other.lamport), vector.merge(other.vector));
        if (merged.equals(this)) {
            return this;
        }
        return merged.equals(other) ? other : merged;
    }

    /** What one knows who hears of the event with this stamp. */
    public CausalContext with(CausalStamp stamp) {
        return merge(stamp.context());
    }

    public boolean isEmpty() {
        return lamport.time() == 0 && vector.isEmpty();
    }

    /**
     * Whether {@link #parse} would read its text. Merging knows no bound, since forgetting a cause would make a stamp
     * lie; whoever has merged beyond it must say so instead of sending.
     */
    public boolean fitsText() {
        return vector.size() <= MOST_COMPONENTS && toString().length() <= LONGEST_TEXT;
    }

    @JsonValue
    @Override
    public String toString() {
        return "lamport=" + lamport + (vector.isEmpty() ? "" : ";" + vector);
    }
}
