package dev.synod.api;

import java.util.Optional;

/**
 * Asks to stand in an election: in a session, or with a time to live of its own.
 *
 * @param session an open session; excludes {@code ttl}
 * @param ttl 1 s to 24 h: the candidate gets a session of its own, which ends with it; excludes {@code session}
 * @param process names the session of its own; {@code anonymous} where absent
 * @param value what the others shall know of the candidate, at most 1,024 characters; empty where absent
 * @param priority the higher comes first; 0 where absent
 */
public record CandidateRequest(
        Optional<String> session,
        Optional<String> ttl,
        Optional<String> process,
        Optional<String> value,
        Optional<Integer> priority) {}
