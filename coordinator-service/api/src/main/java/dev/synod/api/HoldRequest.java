package dev.synod.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Asks for a hold of a lock: in a session, or with a time to live of its own.
 *
 * @param session an open session; excludes {@code ttl}
 * @param ttl 1 s to 24 h: the hold gets a session of its own, which ends with it; excludes {@code session}
 * @param process names the session of its own; {@code anonymous} where absent
 * @param mode "exclusive" where absent, "shared" or "permit"
 * @param permits how many holds of mode "permit" the lock admits at once, 1 to 1,000,000
 * @param lockDelay at most 60 s: how long the lock is withheld after this hold's session expired
 * @param waitAtMost {@code wait} in JSON, at most 60 s: how long the answer may take while others hold the lock
 * @param queue keeps the place in the queue when the wait is over
 */
public record HoldRequest(
        Optional<String> session,
        Optional<String> ttl,
        Optional<String> process,
        Optional<String> mode,
        Optional<Integer> permits,
        Optional<String> lockDelay,
        @JsonProperty("wait") Optional<String> waitAtMost,
        Optional<Boolean> queue) {}
