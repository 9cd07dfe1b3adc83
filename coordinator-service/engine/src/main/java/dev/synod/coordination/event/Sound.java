package dev.synod.coordination.event;

import dev.synod.invariant.InvariantViolation;
import java.util.function.Supplier;

/** What holds of all events and clocks. Checked always; a violation ends the node. */
enum Sound {
    /** The events of a topic are numbered from 1 on, in the order of decrees, and no number is left out. */
    SEQUENCE_GAPLESS("the events of a topic are numbered without a gap"),
    /**
     * Source: Lamport, Time, Clocks, and the Ordering of Events in a Distributed System (1978), section "Logical
     * Clocks". Spec: {@code CausalClocks.tla}, under the same name.
     */
    CLOCK_CONDITION("an event's Lamport time is above those of all that it knows of");

    private final String statement;

    Sound(String statement) {
        this.statement = statement;
    }

    /** Ends the node where {@code holds} is false. {@code seen} tells what was seen instead. */
    void check(boolean holds, Supplier<String> seen) {
        if (!holds) {
            throw new InvariantViolation(name() + ": " + statement + "; seen: " + seen.get());
        }
    }
}
