package dev.synod.spring.boot;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that ask Synod; no bean of the application's type, lest its own executors stay away. */
final class ClientThreads implements AutoCloseable {

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "synod-client-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
