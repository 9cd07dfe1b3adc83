package dev.synod.simulation.client;

import dev.synod.coordination.name.SessionId;
import dev.synod.simulation.world.SimulatedClock;
import java.time.Duration;

/**
 * A session as its client counts it: alive until {@code sent + ttl * (1 - bound)} by the client's own clock, where
 * {@code sent} is when the last answered keep-alive left, or the first request that may have opened it.
 */
final class Tenancy {

    /** By how much the rates of two clocks may differ. */
    static final double RATE_BOUND = 0.05;

    private final SimulatedClock clock;
    private final SessionId session;
    private final Duration ttl;
    private long deadline;
    private long over = Long.MAX_VALUE;

    Tenancy(SimulatedClock clock, SessionId session, Lease lease) {
        this.clock = clock;
        this.session = session;
        this.ttl = lease.ttl();
        this.deadline = lease.sent() + counted();
    }

    /**
     * A time to live that has begun.
     *
     * @param sent by the client's clock
     */
    record Lease(Duration ttl, long sent) {}

    private long counted() {
        return (long) (ttl.toNanos() * (1 - RATE_BOUND));
    }

    SessionId session() {
        return session;
    }

    Duration ttl() {
        return ttl;
    }

    /** Whether the client may still believe that its session lives. */
    boolean isBelieved() {
        return over == Long.MAX_VALUE && clock.nanos() - deadline < 0;
    }

    /** A keep-alive sent then was answered. It helps only who has not given up meanwhile. */
    void renewed(long sent) {
        if (isBelieved()) {
            deadline = Math.max(deadline, sent + counted());
        }
    }

    /** The client heard that it is over, or ends it itself, now. */
    void end(long instant) {
        over = Math.min(over, instant);
    }

    /** The instant of virtual time from which on the client does not believe in it, as known now. */
    long believedUntil() {
        return Math.min(over, clock.instantOf(deadline));
    }
}
