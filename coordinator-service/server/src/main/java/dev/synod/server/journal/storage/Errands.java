package dev.synod.server.journal.storage;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Work on files that nobody waits for, one piece after the other: to delete a large file takes the disk many
 * milliseconds, and the thread that asks for it has votes to write.
 *
 * <p>Work that failed is told to whoever asks next.
 */
public final class Errands implements AutoCloseable {

    private final Executor background;
    private Optional<FutureTask<Void>> last = Optional.empty();

    public Errands(Executor background) {
        this.background = background;
    }

    /** Something to do with files. */
    @FunctionalInterface
    public interface Errand {

        void run() throws IOException;
    }

    /** Has {@code errand} done, after those before it; throws where one of those has failed. */
    public synchronized void run(Errand errand) {
        last.filter(FutureTask::isDone).ifPresent(Errands::finish);
        Optional<FutureTask<Void>> before = last;
        FutureTask<Void> task = new FutureTask<>(() -> {
            before.ifPresent(Errands::finish);
            errand.run();
            return null;
        });
        last = Optional.of(task);
        background.execute(task);
    }

    /** Returns when all is done. */
    @Override
    public synchronized void close() {
        Optional<FutureTask<Void>> left = last;
        last = Optional.empty();
        left.ifPresent(Errands::finish);
    }

    /** Does the work here where nobody has begun it. */
    private static void finish(FutureTask<Void> task) {
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException waitAllTheSame) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw new JournalFailure("a file that is not needed any more cannot be deleted", failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
