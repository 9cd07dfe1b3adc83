package dev.synod.embedded;

import dev.synod.client.SynodException;
import dev.synod.client.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Time that stands still until a test advances it, for a process and for the cluster that it talks to.
 *
 * <p>Whatever becomes due is done in its order, and all that follows from it, before time goes on.
 */
public final class VirtualTimers implements Timers {

    /** Something else that lives by this time. */
    interface Driven {

        /** When it wants its next turn. */
        long dueNanos();

        /** Does all that is due. */
        void settle();
    }

    private record Task(long at, long number, Runnable work) {}

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private final List<Driven> driven = new CopyOnWriteArrayList<>();
    private final Workers workers = new Workers();
    private final Object advancing = new Object();
    private volatile long nanos;
    private long numbered;

    @Override
    public long nanos() {
        return nanos;
    }

    /** What o'clock it is: it began with the year 2026, in UTC. */
    public Clock clock() {
        InstantSource told = () -> BEGINNING.plusNanos(nanos);
        return told.withZone(ZoneOffset.UTC);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        synchronized (tasks) {
            var due = new Task(nanos + Math.max(0, delay.toNanos()), numbered++, task);
            if (due.at() <= nanos && !workers.isStopped()) {
                workers.execute(task);
                return () -> {}; // it has begun
            }
            tasks.add(due);
            return () -> cancel(due);
        }
    }

    private void cancel(Task task) {
        synchronized (tasks) {
            tasks.remove(task);
        }
    }

    /** Where a process in this time does what takes a request: time waits for it, unless it waits itself. */
    public Executor executor() {
        return workers;
    }

    /**
     * Lets time pass: all that becomes due meanwhile is done when it is due, and has been done when this returns.
     *
     * @throws IllegalStateException where something that was due does not come to an end, or is itself the caller
     */
    public void advance(Duration time) {
        workers.checkOutside();
        synchronized (advancing) {
            long end = nanos + time.toNanos();
            settle();
            for (var next = nextDue(end); next.isPresent(); next = nextDue(end)) {
                nanos = Math.max(nanos, next.get());
                settle();
            }
            nanos = end;
        }
    }

    /** Does all that is due already. */
    public void settle() {
        workers.checkOutside();
        synchronized (advancing) {
            workers.settle();
            driven.forEach(Driven::settle);
            workers.settle();
            for (var task = nextTask(); task.isPresent(); task = nextTask()) {
                workers.execute(task.get().work());
                workers.settle();
            }
        }
    }

    /** The process stops, as by SIGSTOP: nothing that is due in it is done, and time goes on. */
    public void pause() {
        workers.stop();
    }

    /** Whether nothing is done that is due. */
    public boolean isPaused() {
        return workers.isStopped();
    }

    /** The process goes on, with all that has become due meanwhile. */
    public void resume() {
        workers.goOn();
        settle();
    }

    void drive(Driven one) {
        driven.add(one);
    }

    void leave(Driven one) {
        driven.remove(one);
    }

    /** Time does not wait for who waits here. */
    @Override
    public <T> T await(CompletableFuture<T> ready) {
        try {
            workers.await(ready, new AtomicInteger());
            return ready.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompletionException(new SynodException.Unavailable("interrupted while it waited", interrupted));
        } finally {
            workers.leave();
        }
    }

    void await(CompletableFuture<?> ready, AtomicInteger waiting) throws InterruptedException {
        workers.await(ready, waiting);
    }

    /** Who waited has its answer. */
    void answered() {
        workers.leave();
    }

    private Optional<Task> nextTask() {
        synchronized (tasks) {
            var first = Optional.ofNullable(tasks.peek())
                    .filter(task -> task.at() <= nanos && !workers.isStopped());
            first.ifPresent(tasks::remove);
            return first;
        }
    }

    private Optional<Long> nextDue(long end) {
        var due = driven.stream().map(Driven::dueNanos).min(Comparator.naturalOrder());
        synchronized (tasks) {
            var task = Optional.ofNullable(tasks.peek()).filter(first -> !workers.isStopped()).map(Task::at);
            var first = due.isPresent() && task.isPresent()
                    ? Optional.of(Math.min(due.get(), task.get()))
                    : due.or(() -> task);
            return first.filter(at -> at <= end);
        }
    }
}
