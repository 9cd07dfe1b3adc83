package dev.synod.client;

import java.time.Duration;
import java.util.Map;

/**
 * How this process keeps its session.
 *
 * @param process this process's name for itself
 * @param ttl how long the cluster keeps a session that it does not hear of
 * @param margin how much of the TTL is not counted on, from 0 to below 1: the machines' clocks may run at rates that
 *     differ, and the session must end here before it ends there
 * @param start what becomes of the start where there is no session yet
 * @param patience how long a start, or a request that needs a session, waits for one
 * @param farewell how long the end waits for the session to be closed
 */
public record SessionSettings(
        String process,
        Duration ttl,
        Map<String, String> metadata,
        double margin,
        StartPolicy start,
        Duration patience,
        Duration farewell) {

    public SessionSettings {
        metadata = Map.copyOf(metadata);
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the TTL of a session must be 1s or more, not " + ttl);
        }
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("the margin must be from 0 to below 1, such as 0.05, not " + margin);
        }
    }

    /** Lazy, with a margin of a twentieth, ten seconds of patience and two to say farewell. */
    public static SessionSettings of(String process, Duration ttl) {
        return new SessionSettings(
                process, ttl, Map.of(), 0.05, StartPolicy.LAZY, Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    public SessionSettings starting(StartPolicy start, Duration patience) {
        return new SessionSettings(process, ttl, metadata, margin, start, patience, farewell);
    }

    /** What of the TTL is counted on, in nanoseconds. */
    long sure() {
        return (long) (ttl.toNanos() * (1 - margin));
    }
}
