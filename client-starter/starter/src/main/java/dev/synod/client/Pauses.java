package dev.synod.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Notices by a timer that fires late that this process stood still: its collector, its machine or a signal held it. */
public final class Pauses implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Timers timers;
    private final Duration least;
    private final List<Consumer<Duration>> listeners = new CopyOnWriteArrayList<>();
    private Optional<Timers.Timer> next = Optional.empty();
    private boolean isClosed;
    private long due;

    /** Tells of those that last {@code least} or longer, beyond a quarter of a second. */
    public Pauses(Timers timers, Duration least) {
        this.timers = timers;
        this.least = least;
        schedule();
    }

    /** Is told how long it stood still, in the timers' thread: it must not block. */
    public void onPause(Consumer<Duration> listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        next.ifPresent(Timers.Timer::cancel);
    }

    private void look() {
        var late = Duration.ofNanos(timers.nanos() - due);
        schedule();
        if (late.compareTo(least) >= 0) {
            listeners.forEach(listener -> Sequence.guarded(() -> listener.accept(late)).run());
        }
    }

    private synchronized void schedule() {
        if (!isClosed) {
            due = timers.nanos() + PERIOD.toNanos();
            next = Optional.of(timers.after(PERIOD, this::look));
        }
    }
}
