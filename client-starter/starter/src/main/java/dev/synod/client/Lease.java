package dev.synod.client;

import java.time.Duration;

/** Something that is this process's while its session lives: a lock, a lead, a run. */
public interface Lease {

    /** Of what: the lock's, the election's or the job's name. */
    String name();

    /** Of all who had it before, this holder's is the largest: give it along with whatever the lease protects. */
    long fencingToken();

    /**
     * Whether nobody else has it, by this process's own monotonic clock: asks nobody, takes nanoseconds. A thread that
     * stands still after it asked is wrong nevertheless; against that only the fencing token protects.
     */
    boolean isValid();

    /** How long it will be valid if Synod is not heard of again; zero where it is lost or given back. */
    Duration remaining();

    /** Does something once when it is lost; at once where it is lost already; never where it is given back before. */
    void onLost(Runnable action);

    /**
     * Ends the work of one who has lost it.
     *
     * @throws LostException unless it is valid
     */
    default void requireValid() {
        if (!isValid()) {
            throw new LostException(name(), fencingToken());
        }
    }
}
