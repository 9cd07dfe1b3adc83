package dev.synod.coordination;

import dev.synod.invariant.InvariantViolation;
import java.util.function.Supplier;

/**
 * The laws of the coordination state. Each name stands in the specification, here, in the simulator's checkers and in
 * the tests. Checked always; a violation ends the node.
 */
public enum Invariant {
    /** Each grant of a lock carries a larger token than all before; so does each leadership of an election. */
    TOKEN_GROWS("each grant carries a larger token than all before"),
    /** In the order of decrees, a lock's holders agree: one alone, or many shared, or at most so many permits. */
    ONE_HOLDER("a lock has at most one exclusive holder, and no other beside it"),
    /** In the order of decrees, an election has at most one leader. */
    ONE_LEADER("an election has at most one leader"),
    /** A hold of several locks is granted in all of them by one decree; before, and after its release, in none. */
    ALL_OR_NONE("a hold of several locks has all of them by one decree, or none"),
    /** In the order of decrees, a firing of a job has one runner, and none after it was finished. */
    ONE_RUN("a firing of a job has at most one runner at a time, and none once it is finished"),
    /** The events of a topic are numbered from 1 on, in the order of decrees, and no number is left out. */
    SEQUENCE_GAPLESS("the events of a topic are numbered without a gap"),
    /**
     * Source: Lamport, Time, Clocks, and the Ordering of Events in a Distributed System (1978), section "Logical
     * Clocks".
     */
    CLOCK_CONDITION("an event's Lamport time is above those of all that it knows of");

    private final String statement;

    Invariant(String statement) {
        this.statement = statement;
    }

    public String statement() {
        return statement;
    }

    /** Ends the node where {@code holds} is false. {@code seen} tells what was seen instead. */
    public void check(boolean holds, Supplier<String> seen) {
        if (!holds) {
            throw new InvariantViolation(name() + ": " + statement + "; seen: " + seen.get());
        }
    }
}
