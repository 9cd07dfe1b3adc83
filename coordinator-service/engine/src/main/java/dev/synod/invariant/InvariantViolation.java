package dev.synod.invariant;

/** A law was seen broken. An Error, so that no handler of exceptions swallows it: the node must stop. */
public final class InvariantViolation extends AssertionError {

    private static final long serialVersionUID = 1L;

    public InvariantViolation(String message) {
        super(message);
    }
}
