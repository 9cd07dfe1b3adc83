package dev.synod.simulation.world;

import dev.synod.node.Clock;
import java.time.Instant;

/**
 * A machine's clock in virtual time: its rate may be wrong, its wall-clock time may jump, and it never stands still.
 */
public final class SimulatedClock implements Clock {

    private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

    private final EventQueue queue;
    private long since;
    private long nanosThen;
    private double rate;
    private long jumped;
    private long ahead;

    /**
     * A clock.
     *
     * @param origin what it reads now
     * @param rate 1 where it is right; 2 where it runs twice as fast
     */
    public SimulatedClock(EventQueue queue, long origin, double rate) {
        this.queue = queue;
        this.since = queue.now();
        this.nanosThen = origin;
        this.rate = rate;
    }

    @Override
    public long nanos() {
        return nanosThen + (long) ((queue.now() + ahead - since) * rate);
    }

    /** In a turn that takes time, its machine's clock is so far ahead of the event that began it. */
    void runAhead(long nanos) {
        ahead = nanos;
    }

    @Override
    public Instant wall() {
        return MIDNIGHT.plusNanos(nanos() + jumped);
    }

    public double rate() {
        return rate;
    }

    /** From now on it runs at another rate. What it reads does not jump. */
    public void runAt(double newRate) {
        nanosThen = nanos();
        since = queue.now();
        rate = newRate;
    }

    /** Wall-clock time jumps; the monotonic time does not. */
    public void jumpWall(long nanos) {
        jumped += nanos;
    }

    /** The first instant of virtual time at which this clock reads {@code nanos} or more, at its present rate. */
    public long instantOf(long nanos) {
        if (nanos <= nanosThen) {
            return since;
        }
        long instant = since + (long) Math.ceil((nanos - nanosThen) / rate);
        while (nanosThen + (long) ((instant - since) * rate) < nanos) {
            instant++;
        }
        return instant;
    }

    /** How much virtual time passes while this clock counts {@code nanos}, at its present rate. */
    public long lasting(long nanos) {
        return (long) Math.ceil(nanos / rate);
    }
}
