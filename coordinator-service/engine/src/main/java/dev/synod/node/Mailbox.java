package dev.synod.node;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one way into the loop, from any thread. Bounded (within a few, when many put at once):
 * what does not fit is refused, never queued elsewhere.
 */
final class Mailbox {

    /**
     * One input.
     *
     * @param work what the loop does with it
     * @param refused what becomes of it where no loop will
     */
    private record Input(Runnable work, Runnable refused) {}

    private final int bound;
    private final ConcurrentLinkedQueue<Input> inputs = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Thread sleeper;
    private volatile boolean closed;

    Mailbox(int bound) {
        this.bound = bound;
    }

    /**
     * Has the loop do {@code work}; where the bound is reached or no loop runs any more, does {@code refused} at
     * once.
     */
    void put(Runnable work, Runnable refused) {
        if (closed || waiting.get() >= bound) {
            refused.run();
            return;
        }
        waiting.incrementAndGet();
        inputs.add(new Input(work, refused));
        var asleep = sleeper;
        if (asleep != null) {
            LockSupport.unpark(asleep);
        }
        if (closed) {
            refuseAll(); // closed in between: nobody else would find it
        }
    }

    /** Has the loop do {@code work} however full the mailbox is: for what the loop itself has asked for. */
    void insist(Runnable work) {
        waiting.incrementAndGet();
        inputs.add(new Input(work, () -> {}));
        var asleep = sleeper;
        if (asleep != null) {
            LockSupport.unpark(asleep);
        }
        if (closed) {
            refuseAll();
        }
    }

    /** Refuses what waits and whatever comes: the loop has ended. */
    void close() {
        closed = true;
        refuseAll();
    }

    private void refuseAll() {
        for (var input = inputs.poll(); input != null; input = inputs.poll()) {
            input.refused().run();
        }
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
            input.work().run();
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
