package dev.synod.node;

import java.time.Duration;

/** How long the loop's turns took of late: in this stretch of ten seconds and in the one before. */
final class Turns {

    private static final long STRETCH = Duration.ofSeconds(10).toNanos();

    private long begun;
    private long longest;
    private long longestBefore;

    Turns(long now) {
        begun = now;
    }

    void took(long now, long nanos) {
        if (now - begun >= STRETCH) {
            longestBefore = now - begun < 2 * STRETCH ? longest : 0;
            longest = 0;
            begun = now;
        }
        longest = Math.max(longest, nanos);
    }

    Duration longest() {
        return Duration.ofNanos(Math.max(longest, longestBefore));
    }
}
