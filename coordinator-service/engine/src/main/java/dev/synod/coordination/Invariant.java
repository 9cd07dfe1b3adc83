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
    ONE_LEADER("an election has at most one leader");

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
