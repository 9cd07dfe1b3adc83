package dev.synod.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.synod.api.clock.CausalContext;
import java.time.Instant;
import java.util.Optional;

/**
 * A session's share in a lock, or its place in the queue for it; {@link State} tells which.
 *
 * @param fencingToken only where held
 * @param grantedPosition only where held
 * @param grantedAt only where held: wall-clock time for people to read; decides nothing
 * @param queuePosition only where waiting; 1 is next
 * @param context what those knew who released the lock before, where they knew anything; its session knows it too
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Hold(
        String lock,
        String hold,
        String session,
        String mode,
        State state,
        Optional<Long> fencingToken,
        Optional<Long> grantedPosition,
        Optional<Instant> grantedAt,
        Optional<Integer> queuePosition,
        Optional<CausalContext> context) {

    public Hold {
        boolean held = state == State.held;
        if (fencingToken.isPresent() != held
                || grantedPosition.isPresent() != held
                || grantedAt.isPresent() != held
                || queuePosition.isPresent() == held) {
            throw new IllegalArgumentException("a hold has a token or a place in the queue, not " + fencingToken
                    + " and " + queuePosition + " when " + state);
        }
    }

    /** Spelled as in JSON. */
    public enum State {
        held,
        waiting
    }
}
