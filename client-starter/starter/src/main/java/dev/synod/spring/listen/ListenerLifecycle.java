package dev.synod.spring.listen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * When this process listens: from the moment that the application is ready, until it stops. Then it lets the calls end
 * that run, and another process read.
 */
final class ListenerLifecycle implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

    /** When leaders by annotation hand over: schedulers have stopped, the web server has not. */
    static final int PHASE = DEFAULT_PHASE - 512;

    private static final Logger LOG = LoggerFactory.getLogger(ListenerLifecycle.class);
    private static final Duration TO_HEAR = Duration.ofSeconds(2);

    private final Supplier<List<Listening>> listeners;
    private final Duration patience;
    private List<Listening> begun = List.of();
    private boolean isRunning;

    ListenerLifecycle(Supplier<List<Listening>> listeners, Duration patience) {
        this.listeners = listeners;
        this.patience = patience;
    }

    /** Nothing is given out yet: what the methods need may not be there. */
    @Override
    public synchronized void start() {
        isRunning = true;
    }

    @Override
    public synchronized void onApplicationEvent(ApplicationReadyEvent ready) {
        if (isRunning) {
            if (begun.isEmpty()) {
                begun = listeners.get();
            }
            begun.forEach(Listening::begin);
        }
    }

    @Override
    public synchronized void stop() {
        isRunning = false;
        begun.forEach(Listening::end);
        long deadline = System.nanoTime() + patience.toNanos();
        var handingOver = new ArrayList<Thread>();
        for (var listener : begun) {
            if (!listener.awaitDone(left(deadline))) {
                LOG.warn("has another process listen as {} while a call was still running after {}",
                        listener.name(), patience);
            }
            var thread = new Thread(listener::handOver, "synod-hand-over-" + listener.name());
            thread.setDaemon(true);
            thread.start();
            handingOver.add(thread);
        }
        await(handingOver, System.nanoTime() + TO_HEAR.toNanos());
    }

    /** Where Synod does not hear of it, the leads end with the session. */
    private static void await(List<Thread> threads, long deadline) {
        try {
            for (var thread : threads) {
                thread.join(Math.max(1, left(deadline).toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    @Override
    public synchronized boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
