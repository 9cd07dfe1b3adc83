package dev.synod.spring.advice;

import dev.synod.client.Lease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the calls of a method get the lease that they run under. */
interface Gate {

    /** Empty where the call may not run here and now; each lease is given back to {@link #leave}, once. */
    Optional<? extends Lease> enter(@Nullable Object[] arguments);

    void leave(Lease lease);

    /** Why the call may not run. */
    RuntimeException refusal(@Nullable Object[] arguments);

    /** Does something once when the lease is lost, unless the answer was run before. */
    Runnable onLost(Lease lease, Runnable action);

    /** Whether {@link #enter} waits for an answer of Synod's. */
    boolean waits();
}
