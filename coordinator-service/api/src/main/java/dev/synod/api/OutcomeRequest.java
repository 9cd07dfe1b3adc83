package dev.synod.api;

import java.util.Optional;

/**
 * Says how a run ended.
 *
 * @param fencingToken the run's, as its claim answered
 * @param outcome "succeeded" or "failed"
 * @param detail for people to read, at most 1,024 characters
 */
public record OutcomeRequest(Optional<Long> fencingToken, Optional<String> outcome, Optional<String> detail) {}
