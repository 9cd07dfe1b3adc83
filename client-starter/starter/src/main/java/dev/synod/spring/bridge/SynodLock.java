package dev.synod.spring.bridge;

import dev.synod.client.Lease;
import dev.synod.client.SynodException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A lock of the cluster as a {@link Lock}. The thread that locked it must unlock it, and may lock it again meanwhile,
 * which asks nobody; it is free when it was unlocked as often. Where work goes on in another thread, use
 * {@link dev.synod.client.Locks}, whose holds belong to whoever has them. A thread that ends without unlocking keeps it
 * locked as long as the process's session lives.
 *
 * <p>Unlike a lock of one JVM it may be lost while it is locked: with the session, or at the end of a time to live.
 * {@link #lease} tells, {@link #unlock} throws {@link LockLostException} then, and so does locking it once more, until
 * it has been unlocked as often as it was locked before. That an operator broke it is not noticed here; only the
 * fencing token protects against that, and against a thread that stands still after it asked.
 *
 * <p>Where Synod is not reached, each method that locks throws {@link SynodException}, and nothing is locked.
 */
public class SynodLock implements Lock {

    /** Where somebody waits without an end: the longest that is asked for at once. */
    private static final Duration LONG = Duration.ofDays(365);

    private final ThreadLocks threads;
    private final String name;

    SynodLock(ThreadLocks threads, String name) {
        this.threads = threads;
        this.name = name;
    }

    private interface Waiting<T> {
        T interruptibly() throws InterruptedException;
    }

    /** What the current thread has, with its fencing token; empty where it has not locked it. */
    public final Optional<Lease> lease() {
        return threads.mine(name).map(mine -> mine.hold);
    }

    @Override
    public final void lock() {
        untilLocked(Optional.empty());
    }

    /** As {@link #lock()}; it is lost after {@code ttl}, unless it is unlocked before. */
    public final void lock(Duration ttl) {
        untilLocked(Optional.of(positive(ttl)));
    }

    private void untilLocked(Optional<Duration> ttl) {
        boolean isLocked = false;
        while (!isLocked) {
            isLocked = uninterrupted(() -> take(LONG, ttl));
        }
    }

    @Override
    public final void lockInterruptibly() throws InterruptedException {
        boolean isLocked = false;
        while (!isLocked) {
            isLocked = take(LONG, Optional.empty());
        }
    }

    @Override
    public final boolean tryLock() {
        return uninterrupted(() -> take(Duration.ZERO, Optional.empty()));
    }

    @Override
    public final boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return take(Duration.ofNanos(unit.toNanos(time)), Optional.empty());
    }

    /** As {@link #tryLock(long, TimeUnit)}; once locked, it is lost after {@code ttl}, unless it is unlocked before. */
    public final boolean tryLock(Duration wait, Duration ttl) throws InterruptedException {
        return take(wait, Optional.of(positive(ttl)));
    }

    private static Duration positive(Duration ttl) {
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("a lock's time to live must be more than 0, not " + ttl);
        }
        return ttl;
    }

    private boolean take(Duration wait, Optional<Duration> ttl) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before it asked for the lock " + name);
        }
        var before = threads.mine(name);
        if (before.isPresent()) {
            var mine = before.get();
            requireValid(mine.hold);
            mine.times++;
            ttl.ifPresent(mine.hold::prolong);
            return true;
        }
        try {
            return threads.take(name, within(wait), ttl);
        } catch (SynodException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            var interrupted = new InterruptedException("interrupted while it waited for the lock " + name);
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static Duration within(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONG) > 0 ? LONG : wait;
    }

    /** Begins anew after each interruption, and hands the last on when it has come to its end. */
    private static <T> T uninterrupted(Waiting<T> waiting) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return waiting.interruptibly();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Unlocks it once.
     *
     * @throws IllegalMonitorStateException where the current thread has not locked it
     * @throws LockLostException where it was lost while it was locked; it counts as unlocked nevertheless
     */
    @Override
    public final void unlock() {
        var mine = require();
        mine.times--;
        if (mine.times > 0) {
            requireValid(mine.hold);
        } else if (!threads.giveBack(name, mine)) {
            throw new LockLostException(name, mine.hold.fencingToken());
        }
    }

    /** Has its time to live begin anew, if it has one: the session renews itself. */
    final void renew() {
        var hold = require().hold;
        requireValid(hold);
        hold.renew();
    }

    /** Has it be lost after a time from now on. */
    final void renew(Duration ttl) {
        var hold = require().hold;
        requireValid(hold);
        hold.limit(positive(ttl));
    }

    private ThreadLocks.Owned require() {
        return threads.mine(name)
                .orElseThrow(() -> new IllegalMonitorStateException("the lock " + name + " is not locked by the thread "
                        + Thread.currentThread().getName()));
    }

    private void requireValid(LimitedHold hold) {
        if (!hold.isValid()) {
            throw new LockLostException(name, hold.fencingToken());
        }
    }

    /** Not supported: there is nothing in the cluster to wait on; tell others by an event. */
    @Override
    public final Condition newCondition() {
        throw new UnsupportedOperationException("a lock of the cluster has no conditions: publish an event instead");
    }

    @Override
    public final String toString() {
        return "SynodLock " + name;
    }
}
