package dev.synod.server.transport;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * How long to wait before the next attempt to reach a peer: not at all before the first, then 20 ms, and twice as long
 * each time up to 500 ms. Between half of that and all of it, so that nodes that lost each other at one moment do not
 * keep meeting in step.
 */
final class Backoff {

    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final LongUnaryOperator below;
    private Duration next = Duration.ZERO;

    /** Draws from {@code below}: a random number from 0 to its argument, exclusive. */
    Backoff(LongUnaryOperator below) {
        this.below = below;
    }

    Duration next() {
        long nanos = next.toNanos();
        Duration wait = Duration.ofNanos(nanos / 2 + (nanos == 0 ? 0 : below.applyAsLong(nanos / 2 + 1)));
        next = next.isZero() ? SHORTEST : next.multipliedBy(2);
        if (next.compareTo(LONGEST) > 0) {
            next = LONGEST;
        }
        return wait;
    }

    /** The peer was there: the next attempt is a first one. */
    void reset() {
        next = Duration.ZERO;
    }
}
