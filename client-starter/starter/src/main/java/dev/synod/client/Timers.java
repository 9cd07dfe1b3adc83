package dev.synod.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A monotonic clock, and what is due by it: the machine's, or one that a test advances.
 *
 * <p>It orders nothing between processes; it only tells one of them when its own time is up.
 */
public interface Timers {

    /** Nanoseconds since some moment; only differences mean anything. */
    long nanos();

    /** Does {@code task} once, in another thread, when {@code delay} has passed; a task must not block for long. */
    Timer after(Duration delay, Runnable task);

    /**
     * Waits for what may take until something is due.
     *
     * @throws java.util.concurrent.CompletionException as the future's own {@code join}
     */
    default <T> T await(CompletableFuture<T> ready) {
        return ready.join();
    }

    /** Something that is due. */
    interface Timer {

        /** It is not done any more, unless it has begun. */
        void cancel();
    }
}
