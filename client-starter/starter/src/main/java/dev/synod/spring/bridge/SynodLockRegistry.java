package dev.synod.spring.bridge;

import java.time.Duration;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.scheduling.TaskScheduler;

/**
 * Spring Integration's locks, held by Synod. Keys are texts, numbers, UUIDs or enums; all else is refused, since other
 * processes would not find the same lock by it.
 *
 * <p>A lock without a time to live is held as long as the process's session, which renews itself: no scheduler is
 * needed, and none renews a lock whose thread has unlocked it meanwhile. A lock with one is lost after it, as it would
 * be with the session. A lock that was lost while it was locked throws {@link LockLostException} where it is unlocked
 * or locked again, and can be locked anew after that; nothing in the process stays locked. So a
 * {@code LockRegistryLeaderInitiator} on this registry revokes at its next heart beat; {@link SynodLeaderInitiator}
 * does at once, and says who leads.
 */
public final class SynodLockRegistry implements RenewableLockRegistry<DistributedLock> {

    private final ThreadLocks threads;
    private final LockNames names;

    /** Its locks are called as their keys, after the prefix: whoever shares the cluster and the prefix shares them. */
    public SynodLockRegistry(ThreadLocks threads, String prefix) {
        this.threads = threads;
        names = new LockNames(prefix);
    }

    private static final class Integrated extends SynodLock implements DistributedLock {

        Integrated(ThreadLocks threads, String name) {
            super(threads, name);
        }
    }

    /** The lock of this key, also a {@link SynodLock}; nothing is kept of it here while no thread holds it. */
    @Override
    public DistributedLock obtain(Object lockKey) {
        return integrated(lockKey);
    }

    private Integrated integrated(Object key) {
        return new Integrated(threads, names.of(key));
    }

    /**
     * Has the time to live that the lock has begin anew; one without is the session's, which renews itself.
     *
     * @throws IllegalMonitorStateException where the current thread has not locked it
     * @throws LockLostException where it is lost
     */
    @Override
    public void renewLock(Object lockKey) {
        integrated(lockKey).renew();
    }

    /** As {@link #renewLock(Object)}, with another time to live, which begins now. */
    @Override
    public void renewLock(Object lockKey, Duration ttl) {
        integrated(lockKey).renew(ttl);
    }

    /** Nothing is renewed by a scheduler: the session keeps what it holds. */
    @Override
    public void setRenewalTaskScheduler(TaskScheduler renewalTaskScheduler) {}
}
