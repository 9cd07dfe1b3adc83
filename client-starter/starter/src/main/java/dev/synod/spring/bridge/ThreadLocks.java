package dev.synod.spring.bridge;

import dev.synod.client.HeldLock;
import dev.synod.client.Locks;
import dev.synod.client.Timers;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Locks of the cluster that threads hold, for code that knows {@code java.util.concurrent.locks.Lock} only. Each hold
 * has an id of its own in this process's session; which thread it belongs to is known here and nowhere else.
 *
 * <p>Nothing is kept of a lock that no thread holds: threads of one process queue in the cluster as those of several
 * do, and there is no lock in the process that could stay locked when the cluster's is lost.
 */
public final class ThreadLocks implements Holding {

    private final ConcurrentHashMap<Owner, Owned> owned = new ConcurrentHashMap<>();
    private final Locks locks;
    private final LimitedHold.Timing timing;

    /** The timers end holds that were given a time to live; the executor gives those back. */
    public ThreadLocks(Locks locks, Timers timers, Executor executor) {
        this.locks = locks;
        timing = new LimitedHold.Timing(timers, executor);
    }

    private record Owner(Thread thread, String lock) {}

    /** How often a thread has locked it; only that thread looks. */
    static final class Owned {

        final LimitedHold hold;
        int times = 1;

        Owned(LimitedHold hold) {
            this.hold = hold;
        }
    }

    /** The lock of this name; all objects for one name are the same lock. */
    public SynodLock lock(String name) {
        return new SynodLock(this, name);
    }

    /** How many locks threads hold now, and have not lost. */
    @Override
    public int held() {
        return (int) owned.values().stream().filter(each -> each.hold.isValid()).count();
    }

    Optional<Owned> mine(String lock) {
        return Optional.ofNullable(owned.get(new Owner(Thread.currentThread(), lock)));
    }

    /** Whether the current thread has it now; where it has not, nobody else's hold was touched. */
    boolean take(String lock, Duration wait, Optional<Duration> ttl) {
        var granted = locks.tryAcquire(lock, wait);
        granted.ifPresent(held -> own(lock, held, ttl));
        return granted.isPresent();
    }

    private void own(String lock, HeldLock held, Optional<Duration> ttl) {
        var hold = new LimitedHold(held, timing);
        ttl.ifPresent(hold::limit);
        owned.put(new Owner(Thread.currentThread(), lock), new Owned(hold));
        // A thread sees what the one before it wrote, also where both are of this process and only the cluster knows.
        VarHandle.acquireFence();
    }

    /** Whether it was valid until now. */
    boolean giveBack(String lock, Owned mine) {
        VarHandle.releaseFence();
        owned.remove(new Owner(Thread.currentThread(), lock));
        return mine.hold.giveBack();
    }
}
