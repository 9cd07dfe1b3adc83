package dev.synod.api;

import java.util.Optional;

/**
 * Who stands in an election.
 *
 * @param term the fencing token of its leadership; null where it does not lead
 */
public record Candidate(
        String election,
        String candidate,
        String session,
        String value,
        int priority,
        State state,
        Optional<Long> term) {

    /** Spelled as in JSON. */
    public enum State {
        leader,
        candidate
    }
}
