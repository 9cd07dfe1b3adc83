package dev.synod.server.rest.request;

import dev.synod.api.DurationText;
import java.time.Duration;

/**
 * Between what and what a duration may be, and what it is where it is not given.
 *
 * @param normal where the request does not say
 */
public record Range(Duration least, Duration most, Duration normal) {

    /** How long a session lives without a sign of its client. */
    public static final Range TTL = new Range(Duration.ofSeconds(1), Duration.ofHours(24), Duration.ofSeconds(10));

    /** How long a request waits for something to change. */
    public static final Range WAIT = new Range(Duration.ZERO, Duration.ofSeconds(60), Duration.ZERO);

    /** How long a lock is withheld after its holder's session expired. */
    public static final Range LOCK_DELAY = WAIT;

    Duration read(String text) {
        Duration duration = DurationText.parse(text);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("must be " + DurationText.format(least) + " to "
                    + DurationText.format(most) + ", not " + DurationText.format(duration));
        }
        return duration;
    }
}
