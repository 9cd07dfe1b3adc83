package dev.synod.spring.listen;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the methods that listen.
 *
 * @param cursor Where the cursors are kept.
 * @param retryDelay How long an event that failed waits to be given again; twice as long after each failure.
 * @param longestRetryDelay How long it waits at most.
 * @param skipAfter Number of failures after which an event is given up, or 0 to give up none.
 */
@ConfigurationProperties("synod.client.listener")
public record SynodListenerProperties(
        @DefaultValue("cluster") Place cursor,
        @DefaultValue("1s") Duration retryDelay,
        @DefaultValue("1m") Duration longestRetryDelay,
        @DefaultValue("0") int skipAfter) {

    public SynodListenerProperties {
        if (retryDelay.isNegative() || retryDelay.isZero() || longestRetryDelay.compareTo(retryDelay) < 0) {
            throw new IllegalArgumentException("synod.client.listener.retry-delay is " + retryDelay
                    + " and longest-retry-delay " + longestRetryDelay
                    + ": set the first to more than 0s, and the second to no less than that");
        }
        if (skipAfter < 0) {
            throw new IllegalArgumentException("synod.client.listener.skip-after is " + skipAfter
                    + ": set it to a number of failures, or to 0 to give up no event");
        }
    }

    Retries retries() {
        return new Retries(retryDelay, longestRetryDelay, skipAfter);
    }

    /** Where a cursor is. */
    public enum Place {
        /** In the cluster: an event is given again where a process ends before it could say that it is done. */
        CLUSTER,
        /** In the application's database, in the transaction of the work: what is written there happens once. */
        DATABASE
    }
}
