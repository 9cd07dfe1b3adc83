package dev.synod.simulation;

import dev.synod.simulation.world.Marks;
import dev.synod.simulation.world.Plan;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param hash the same for the same seed, always and everywhere
 * @param unknown of how many locks and elections the search for an order was given up
 */
public record Report(
        Plan plan, Length length, long hash, Marks marks, int unknown, Optional<Failure> failure) {

    /** How much happened. */
    public record Length(long steps, long virtualNanos, int operations) {}

    /**
     * Why a run ended early.
     *
     * @param law by name; production nodes and checkers share the names
     */
    public record Failure(String law, Throwable cause) {

        static Failure of(Throwable cause) {
            String message = String.valueOf(cause.getMessage());
            int colon = message.indexOf(':');
            boolean named = cause instanceof AssertionError && colon > 0;
            return new Failure(named ? message.substring(0, colon) : "STAYS_UP", cause);
        }

        @Override
        public String toString() {
            return cause instanceof AssertionError ? String.valueOf(cause.getMessage()) : law + ": " + cause;
        }
    }

    @Override
    public String toString() {
        return plan + ": " + length.steps() + " steps, " + length.virtualNanos() / 1_000_000 + " ms of virtual time, "
                + length.operations() + " operations, hash " + Long.toHexString(hash)
                + failure.map(found -> "\n" + found).orElse("");
    }
}
