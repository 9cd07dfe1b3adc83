package dev.synod.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.synod.api.clock.CausalContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A hold of several locks, granted together under one token, or its place in their queues.
 *
 * @param locks by name
 * @param fencingToken only where held: one for all
 * @param grantedPosition only where held
 * @param grantedAt only where held: wall-clock time for people to read; decides nothing
 * @param queuePosition only where waiting: the largest of its places in the queues; 1 is next
 * @param context what those knew who released any of the locks before, where they knew anything; its session knows it
 *     too
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ManyHold(
        String hold,
        String session,
        List<Share> locks,
        Hold.State state,
        Optional<Long> fencingToken,
        Optional<Long> grantedPosition,
        Optional<Instant> grantedAt,
        Optional<Integer> queuePosition,
        Optional<CausalContext> context) {

    public ManyHold {
        locks = List.copyOf(locks);
        boolean held = state == Hold.State.held;
        if (fencingToken.isPresent() != held
                || grantedPosition.isPresent() != held
                || grantedAt.isPresent() != held
                || queuePosition.isPresent() == held) {
            throw new IllegalArgumentException("a hold has a token or a place in the queues, not " + fencingToken
                    + " and " + queuePosition + " when " + state);
        }
    }

    /**
     * One of the locks, and how the hold shares it.
     *
     * @param permits only with mode "permit"
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Share(String lock, String mode, Optional<Integer> permits) {}
}
