package dev.synod.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Does things one after the other, in an executor's threads; one that fails does not keep back the next. */
final class Sequence implements Executor {

    private static final Logger LOG = System.getLogger(Sequence.class.getName());

    private final Executor executor;
    private final ArrayDeque<Runnable> due = new ArrayDeque<>();
    private boolean isRunning;

    Sequence(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (due) {
            due.add(task);
            if (isRunning) {
                return;
            }
            isRunning = true;
        }
        executor.execute(this::run);
    }

    private void run() {
        for (var next = next(); next.isPresent(); next = next()) {
            guarded(next.get()).run();
        }
    }

    private Optional<Runnable> next() {
        synchronized (due) {
            var next = Optional.ofNullable(due.poll());
            isRunning = next.isPresent();
            return next;
        }
    }

    /** The same, where a failure is told and goes no further. */
    static Runnable guarded(Runnable listener) {
        return () -> {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener failed", e);
            }
        };
    }
}
