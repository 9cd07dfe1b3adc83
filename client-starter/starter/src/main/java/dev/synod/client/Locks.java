package dev.synod.client;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/** The locks of the cluster, held by this process's session and never by a thread. */
public interface Locks {

    /** An exclusive hold; empty where it is not free within {@code wait}. */
    Optional<HeldLock> tryAcquire(String lock, Duration wait);

    /** Several locks at once, all or none, and so without deadlock; empty where they are not free within the wait. */
    Optional<HeldLock> tryAcquireAll(SortedSet<String> locks, Duration wait);

    /**
     * An exclusive hold.
     *
     * @throws NotFreeException where it is not free within {@code wait}
     */
    default HeldLock acquire(String lock, Duration wait) {
        return tryAcquire(lock, wait).orElseThrow(() -> new NotFreeException(lock, wait));
    }

    /** Whether this is the token of a current holder: asks the cluster. */
    boolean isCurrent(String lock, long fencingToken);
}
