package dev.synod.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

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
     * Waits for what may take until something is due, or until the thread is interrupted, which it stays then.
     *
     * @throws CompletionException as the future's own {@code join}, and where it was interrupted
     */
    default <T> T await(CompletableFuture<T> ready) {
        try {
            return ready.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompletionException(new SynodException.Unavailable("interrupted while it waited", interrupted));
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /** Something that is due. */
    interface Timer {

        /** It is not done any more, unless it has begun. */
        void cancel();
    }
}
