package dev.synod.embedded;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one process in virtual time: one for each task, and it is known whether any of them has still
 * something to do before time may go on.
 */
final class Workers implements Executor {

    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    /** A worker that stands this long waits for something else than the cluster: for a test, or for time to go on. */
    private static final long STANDS = Duration.ofMillis(100).toNanos();

    /** By thread: whether it has woken up, or is only called to. Its state does not tell at once. */
    private final Map<Thread, Boolean> busy = new ConcurrentHashMap<>();
    private final AtomicLong started = new AtomicLong();

    /** Who waits for all to have ended: called at once, where looking again would take a tenth of a millisecond. */
    private volatile @Nullable Thread settling;

    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    private final class Worker extends Thread {

        private final Runnable task;

        Worker(Runnable task) {
            super("synod-virtual-" + started.incrementAndGet());
            this.task = task;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                pass();
                task.run();
            } finally {
                rests(this);
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        var worker = new Worker(task);
        busy.put(worker, true);
        worker.start();
    }

    /**
     * Waits; the time may go on meanwhile. Who was waited for, a test's own thread too, is at work again before its
     * waker goes on: a worker until its task ends, all others until they {@link #leave}.
     */
    void await(CompletableFuture<?> ready, AtomicInteger waiting) throws InterruptedException {
        var self = Thread.currentThread();
        var ended = ready.handle((value, failure) -> busy.put(self, false));
        if (busy.remove(self, true)) { // unless it has been called already
            LockSupport.unpark(settling);
        }
        waiting.incrementAndGet(); // not before: whoever sees it may advance the time, which must find the waiter
        try {
            ended.get();
            busy.put(self, true);
            pass();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            busy.put(self, true);
            throw interrupted;
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void rests(Thread worker) {
        busy.remove(worker);
        if (busy.isEmpty()) {
            LockSupport.unpark(settling);
        }
    }

    /** A thread that is none of these has its answer: what it does with it is its own affair. */
    void leave() {
        if (!(Thread.currentThread() instanceof Worker)) {
            busy.remove(Thread.currentThread());
        }
    }

    /** Only who is not waited for may wait for all the others. */
    void checkOutside() {
        if (Thread.currentThread() instanceof Worker) {
            throw new IllegalStateException("time cannot be advanced by what waits for it to be due");
        }
    }

    /** No worker gets on from here: the process stands still. */
    void stop() {
        gate = new CompletableFuture<>();
    }

    void goOn() {
        gate.complete(null);
    }

    boolean isStopped() {
        return !gate.isDone();
    }

    private void pass() {
        var closed = gate;
        var self = Thread.currentThread();
        if (self instanceof Worker && !closed.isDone()) {
            var opened = closed.thenRun(() -> busy.put(self, false));
            busy.remove(self, true);
            opened.join();
            busy.put(self, true);
        }
    }

    /** Waits until no worker has anything to do at this time; one caller at a time. */
    void settle() {
        settling = Thread.currentThread();
        long begun = System.nanoTime();
        long moved = begun;
        while (!busy.isEmpty()) {
            // One that was interrupted may be called to work after its end.
            busy.keySet().removeIf(worker -> worker.getState() == Thread.State.TERMINATED);
            long now = System.nanoTime();
            moved = busy.entrySet().stream().allMatch(Workers::stands) ? moved : now;
            if (now - moved > STANDS) {
                return;
            }
            if (now - begun > PATIENCE) {
                throw new IllegalStateException("what was due does not end: " + busiest());
            }
            LockSupport.parkNanos(20_000);
        }
    }

    private static boolean stands(Map.Entry<Thread, Boolean> worker) {
        return worker.getValue() && switch (worker.getKey().getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }

    private String busiest() {
        Optional<Thread> one = busy.entrySet().stream()
                .filter(worker -> !stands(worker))
                .<Thread>map(Map.Entry::getKey)
                .findFirst();
        return one.map(thread -> thread.getName() + " at " + Arrays.asList(thread.getStackTrace()))
                .orElse("it has ended now");
    }
}
