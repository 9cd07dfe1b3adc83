package dev.synod.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/** A clock that a test advances, and an executor that does all in the test's thread, when time passes. */
final class HandTimers implements Timers, Executor {

    private record Due(long at, long number, Runnable task) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private long number;
    private boolean isRunning;
    private boolean isFiring;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        var added = new Due(Math.max(0, delay.toNanos()) + elapsed(), number++, task);
        due.add(added);
        return () -> due.remove(added);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Does what the executor was given. */
    void run() {
        if (isRunning) {
            return;
        }
        isRunning = true;
        try {
            for (var next = tasks.poll(); next != null; next = tasks.poll()) {
                next.run();
            }
        } finally {
            isRunning = false;
        }
    }

    /** Time passes, and what is due by it is done in time. */
    void advance(Duration time) {
        run();
        long end = elapsed() + time.toNanos();
        for (var next = due.peek(); next != null && next.at <= end; next = due.peek()) {
            due.remove(next);
            jump(Duration.ofNanos(Math.max(0, next.at - elapsed())));
            isFiring = true;
            next.task.run();
            isFiring = false;
            run();
        }
        jump(Duration.ofNanos(Math.max(0, end - elapsed())));
    }

    /** Whether what is due is being done now. */
    boolean isFiring() {
        return isFiring;
    }

    /** Time passes while this process stands still. */
    void jump(Duration time) {
        now += time.toNanos();
    }

    /** The clock itself overflows within every test, as a monotonic one may. */
    private long elapsed() {
        return now - (Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());
    }
}
