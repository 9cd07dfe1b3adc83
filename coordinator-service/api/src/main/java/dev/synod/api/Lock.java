package dev.synod.api;

import java.util.List;
import java.util.Optional;

/**
 * A lock as it stands.
 *
 * @param mode of its holders; null while nobody holds it
 * @param fencingToken of its newest holder; null while nobody holds it
 * @param waiting in the order in which they will be served
 */
public record Lock(
        String lock, Optional<String> mode, Optional<Long> fencingToken, List<Hold> holders, List<Waiting> waiting) {

    /**
     * A place in the queue.
     *
     * @param queuePosition 1 is next
     */
    public record Waiting(String hold, String session, String mode, int queuePosition) {}
}
