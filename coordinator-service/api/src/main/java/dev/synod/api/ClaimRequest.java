package dev.synod.api;

import java.util.Optional;

/**
 * Claims a run.
 *
 * @param session an open session: the run is abandoned when it ends before the outcome
 * @param runner who runs it, for people to read, at most 256 characters; the session's process where absent
 * @param maxAttempts 1 to 1,000, 3 where absent: how often the run may be claimed in all; the first claim's counts
 */
public record ClaimRequest(Optional<String> session, Optional<String> runner, Optional<Integer> maxAttempts) {}
