package dev.synod.client;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's monotonic clock, and one daemon thread that does what is due. */
public final class MachineTimers implements Timers, AutoCloseable {

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        var daemon = new Thread(task, "synod-timers");
        daemon.setDaemon(true);
        return daemon;
    });

    public MachineTimers() {
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            var due = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException closed) {
            // Whoever closed the timers wants nothing done any more.
            return () -> {};
        }
    }

    /** Nothing is due any more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
