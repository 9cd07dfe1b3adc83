package dev.synod.spring.advice;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** How many calls have begun and not ended, for those who wait for the last of them. */
final class RunningCalls {

    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    void begin() {
        begun.increment();
    }

    void end() {
        ended.increment();
    }

    /** Those that ended are counted first: a call that ends in between looks like a running one, never the reverse. */
    boolean areOver() {
        var over = ended.sum();
        return over == begun.sum();
    }

    /** Whether they all ended in time. */
    boolean awaitEnd(Duration patience) {
        var begin = System.nanoTime();
        while (!areOver()) {
            if (System.nanoTime() - begin >= patience.toNanos() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }
}
