package dev.synod.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A run of a job for one of its firings.
 *
 * @param firing the instant at which the job was due, which names the run
 * @param runner the newest claimer, as it called itself
 * @param session of the newest claimer
 * @param attempt 1 for the first claim
 * @param maxAttempts how often it may be claimed in all, as the first claim said
 * @param fencingToken the position of the newest claim
 * @param claimedAt wall-clock time for people to read; decides nothing
 * @param finishedPosition where the run's outcome was decided, or its session ended before; null while it is claimed
 * @param finishedAt wall-clock time for people to read; decides nothing
 * @param detail what its runner said of the outcome
 */
public record Run(
        String job,
        Instant firing,
        State state,
        String runner,
        String session,
        int attempt,
        int maxAttempts,
        long fencingToken,
        long claimedPosition,
        Instant claimedAt,
        Optional<Long> finishedPosition,
        Optional<Instant> finishedAt,
        Optional<String> detail) {

    /** Spelled as in JSON. */
    public enum State {
        claimed,
        succeeded,
        failed,
        abandoned
    }
}
