package dev.synod.simulation.law;

/** A law was seen broken from outside. */
public final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final Law law;

    Violation(Law law, String seen) {
        super(law + ": " + law.statement() + "; seen: " + seen);
        this.law = law;
    }

    public Law law() {
        return law;
    }
}
