package dev.synod.node;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The one way into the loop, from any thread. Bounded: what does not fit is refused, never queued elsewhere. */
final class Mailbox {

    private final int bound;
    private final ConcurrentLinkedQueue<Runnable> inputs = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Thread sleeper;

    Mailbox(int bound) {
        this.bound = bound;
    }

    /** False where the bound is reached; nothing was put in then. */
    boolean offer(Runnable input) {
        if (waiting.incrementAndGet() > bound) {
            waiting.decrementAndGet();
            return false;
        }
        inputs.add(input);
        var asleep = sleeper;
        if (asleep != null) {
            LockSupport.unpark(asleep);
        }
        return true;
    }

    int size() {
        return waiting.get();
    }

    /** Runs what was in the mailbox when it was called; what comes meanwhile waits for the next turn. */
    void drain() {
        for (int left = waiting.get(); left > 0; left--) {
            var input = inputs.poll();
            if (input == null) {
                return; // counted, but not yet linked: the next turn gets it
            }
            waiting.decrementAndGet();
            input.run();
        }
    }

    /** Parks the loop until there is input, or for {@code nanos}. It may return early. */
    void sleep(long nanos) {
        sleeper = Thread.currentThread();
        if (inputs.isEmpty()) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
    }
}
