package dev.synod.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.synod.api.clock.CausalContext;
import java.util.Optional;

/**
 * Who stands in an election.
 *
 * @param term the fencing token of its leadership; null where it does not lead
 * @param context what those knew who led before, where it leads and they knew anything; its session knows it too
 */
public record Candidate(
        String election,
        String candidate,
        String session,
        String value,
        int priority,
        State state,
        Optional<Long> term,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<CausalContext> context) {

    /** Spelled as in JSON. */
    public enum State {
        leader,
        candidate
    }
}
