package dev.synod.coordination.state;

import dev.synod.invariant.InvariantViolation;
import java.util.function.Supplier;

/**
 * Laws of the coordination state that this package alone checks, always; a violation ends the node. The others are
 * {@link dev.synod.coordination.Invariant}.
 */
enum Rule {
    /** A hold of several locks is granted in all of them by one decree; before, and after its release, in none. */
    ALL_OR_NONE("a hold of several locks has all of them by one decree, or none"),
    /** In the order of decrees, a firing of a job has one runner, and none after it was finished. */
    ONE_RUN("a firing of a job has at most one runner at a time, and none once it is finished");

    private final String statement;

    Rule(String statement) {
        this.statement = statement;
    }

    String statement() {
        return statement;
    }

    /** Ends the node where {@code holds} is false. {@code seen} tells what was seen instead. */
    void check(boolean holds, Supplier<String> seen) {
        if (!holds) {
            throw new InvariantViolation(name() + ": " + statement + "; seen: " + seen.get());
        }
    }
}
