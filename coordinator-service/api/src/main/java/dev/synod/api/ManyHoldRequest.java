package dev.synod.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * Asks for several locks at once, all or none: in a session, or with a time to live of its own.
 *
 * @param session an open session; excludes {@code ttl}
 * @param ttl 1 s to 24 h: the hold gets a session of its own, which ends with it; excludes {@code session}
 * @param process names the session of its own; {@code anonymous} where absent
 * @param locks 1 to 64 different ones
 * @param lockDelay at most 60 s: how long each of the locks is withheld after this hold's session expired
 * @param waitAtMost {@code wait} in JSON, at most 60 s: how long the answer may take while others hold any of them
 * @param queue keeps the places in the queues when the wait is over
 */
public record ManyHoldRequest(
        Optional<String> session,
        Optional<String> ttl,
        Optional<String> process,
        Optional<List<Share>> locks,
        Optional<String> lockDelay,
        @JsonProperty("wait") Optional<String> waitAtMost,
        Optional<Boolean> queue) {

    /**
     * One of the locks.
     *
     * @param mode "exclusive" where absent, "shared" or "permit"
     * @param permits how many holds of mode "permit" the lock admits at once, 1 to 1,000,000
     */
    public record Share(Optional<String> lock, Optional<String> mode, Optional<Integer> permits) {}
}
