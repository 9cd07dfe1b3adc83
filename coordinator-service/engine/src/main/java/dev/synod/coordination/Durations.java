package dev.synod.coordination;

import java.time.Duration;

/** The one rule for lengths of time: a node can count them in nanoseconds without overflow. */
public final class Durations {

    private static final Duration LONGEST = Duration.ofDays(1_000);

    private Durations() {}

    public static void check(String what, Duration length) {
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " must be 0 to 1000 days, not " + length);
        }
    }

    public static void checkTtl(Duration ttl) {
        if (ttl.isZero()) {
            throw new IllegalArgumentException("a time to live must be longer than nothing");
        }
        check("a time to live", ttl);
    }
}
