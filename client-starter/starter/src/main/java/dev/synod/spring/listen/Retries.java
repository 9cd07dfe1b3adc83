package dev.synod.spring.listen;

import java.time.Duration;

/**
 * What a listener's failures lead to.
 *
 * @param delay before the first repetition; each is twice as long as the one before
 * @param longest no repetition is later
 * @param skipAfter how many failures an event is given up after; 0 for never
 */
record Retries(Duration delay, Duration longest, int skipAfter) {

    private static final int MOST_DOUBLINGS = 30;

    /** After so many failures in a row, 1 or more. */
    Duration delay(int failures) {
        var doubled = delay.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    boolean isEnough(int failures) {
        return skipAfter > 0 && failures >= skipAfter;
    }
}
