package dev.synod.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what another thread does. */
final class Until {

    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private Until() {}

    static void holds(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > AT_MOST.toNanos()) {
                throw new AssertionError("it did not come true within " + AT_MOST);
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
