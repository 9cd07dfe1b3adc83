package dev.synod.server.processes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a condition, within a bound. */
final class Await {

    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private Await() {}

    /** Returns as soon as it holds. */
    static void until(String what, Duration within, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > within.toNanos()) {
                throw new AssertionError("not within " + within.toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
