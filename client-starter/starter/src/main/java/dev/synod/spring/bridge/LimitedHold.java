package dev.synod.spring.bridge;

import dev.synod.client.HeldLock;
import dev.synod.client.Lease;
import dev.synod.client.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hold that may end by the clock too, though its session lives on: the libraries that are served here say how long a
 * lock may be held at most. The clock is this process's monotonic one; where the process stands still beyond the limit,
 * the cluster knows it held until the session ends or the process goes on, and the process knows it lost.
 */
final class LimitedHold implements Lease {

    private static final Logger LOG = LoggerFactory.getLogger(LimitedHold.class);

    private final HeldLock held;
    private final Timing timing;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean isLost;
    private volatile boolean isOver;
    private volatile Optional<Limit> limit = Optional.empty();

    LimitedHold(HeldLock held, Timing timing) {
        this.held = held;
        this.timing = timing;
        held.onLost(this::lose);
    }

    /** The clock by which holds end, and the threads that give them back. */
    record Timing(Timers timers, Executor executor) {}

    private record Limit(long deadline, Duration length, Timers.Timer timer) {}

    /** Has it end after a time from now on, whatever was said before; nothing where it is over. */
    synchronized void limit(Duration length) {
        if (!isValid()) {
            return;
        }
        limit.ifPresent(before -> before.timer().cancel());
        long deadline = timing.timers().nanos() + length.toNanos();
        limit = Optional.of(new Limit(deadline, length, timing.timers().after(length, this::end)));
    }

    /** As {@link #limit}, unless it would end sooner than it does now. */
    synchronized void prolong(Duration length) {
        if (limit.isPresent() && length.compareTo(left(limit.get())) > 0) {
            limit(length);
        }
    }

    /** Has the limit that it has begin anew; nothing where it has none, since the session renews itself. */
    synchronized void renew() {
        limit.ifPresent(now -> limit(now.length()));
    }

    /** Whether it was this process's until now. */
    boolean giveBack() {
        boolean wasValid;
        synchronized (this) {
            wasValid = isValid();
            isOver = true;
            limit.ifPresent(now -> now.timer().cancel());
            actions.clear();
        }
        held.close();
        return wasValid;
    }

    /** The limit is reached; unless it was moved while this was about to begin. */
    private void end() {
        synchronized (this) {
            if (isOver || limit.filter(now -> left(now).isZero()).isEmpty()) {
                return;
            }
        }
        lose();
        timing.executor().execute(held::close);
    }

    private void lose() {
        List<Runnable> due;
        synchronized (this) {
            if (isOver) {
                return;
            }
            isOver = true;
            isLost = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(action -> timing.executor().execute(() -> guarded(action)));
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("what was to be done at the loss of the lock {} failed", name(), e);
        }
    }

    @Override
    public String name() {
        return held.name();
    }

    @Override
    public long fencingToken() {
        return held.fencingToken();
    }

    @Override
    public boolean isValid() {
        return !isOver && held.isValid() && limit.filter(now -> left(now).isZero()).isEmpty();
    }

    @Override
    public Duration remaining() {
        if (isOver) {
            return Duration.ZERO;
        }
        var session = held.remaining();
        return limit.map(this::left).filter(left -> left.compareTo(session) < 0).orElse(session);
    }

    private Duration left(Limit now) {
        return Duration.ofNanos(Math.max(0, now.deadline() - timing.timers().nanos()));
    }

    @Override
    public void onLost(Runnable action) {
        synchronized (this) {
            if (!isOver) {
                actions.add(action);
                return;
            }
            if (!isLost) {
                return;
            }
        }
        guarded(action);
    }
}
