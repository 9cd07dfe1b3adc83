package dev.synod.server.wiring;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The one thread that does what would take the node's loop too long: snapshots. It keeps no process alive. */
final class Background implements Executor, AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("synod-background").daemon().factory());

    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException leaving) {
            // The process ends: the snapshot is taken in the next life.
        }
    }

    @Override
    public void close() {
        thread.shutdown(); // what is being written is finished or left beside: no one waits for it
    }
}
