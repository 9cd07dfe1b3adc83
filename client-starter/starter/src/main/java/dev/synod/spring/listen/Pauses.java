package dev.synod.spring.listen;

import dev.synod.client.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where a reader waits, and so where its end reaches it: never in a call of the application's method. */
final class Pauses {

    private final Timers timers;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Thread waiting;
    private @Nullable CompletableFuture<Void> pause;
    private boolean isEnded;

    Pauses(Timers timers) {
        this.timers = timers;
    }

    synchronized boolean isEnded() {
        return isEnded;
    }

    /** The thread is going to wait for an answer; false where the end has come. */
    synchronized boolean enter() {
        waiting = isEnded ? null : Thread.currentThread();
        return !isEnded;
    }

    /** The thread waits no more; it is lent, and no interruption may reach it later. */
    synchronized void leave() {
        waiting = null;
        if (isEnded) {
            Thread.interrupted();
        }
    }

    /** Until then, or until the end. */
    void pause(Duration delay) {
        var over = new CompletableFuture<Void>();
        synchronized (this) {
            if (isEnded) {
                return;
            }
            pause = over;
        }
        var timer = timers.after(delay, () -> over.complete(null));
        try {
            timers.await(over);
        } finally {
            timer.cancel();
        }
    }

    synchronized void end() {
        isEnded = true;
        if (waiting != null) {
            waiting.interrupt();
        }
        if (pause != null) {
            pause.complete(null);
        }
    }

    void done() {
        done.countDown();
    }

    boolean awaitDone(Duration patience) {
        try {
            return done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
