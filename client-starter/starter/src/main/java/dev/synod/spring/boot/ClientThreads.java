package dev.synod.spring.boot;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that ask Synod; no bean of the application's type, lest its own executors stay away. */
public final class ClientThreads implements AutoCloseable {

    private final Executor executor;
    private final Runnable end;

    private ClientThreads(Executor executor, Runnable end) {
        this.executor = executor;
        this.end = end;
    }

    /** Daemons, as many as there are requests at once. */
    static ClientThreads daemons() {
        var number = new AtomicInteger();
        var executor = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "synod-client-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        return new ClientThreads(executor, executor::shutdownNow);
    }

    /** Another's, who ends them; requests block, so there must be a thread for each. */
    public static ClientThreads of(Executor executor) {
        return new ClientThreads(executor, () -> {});
    }

    public Executor executor() {
        return executor;
    }

    @Override
    public void close() {
        end.run();
    }
}
