package dev.synod.api;

import java.util.List;

/**
 * Who waits for whom.
 *
 * @param waits by lock, and in the order of its queue
 * @param cycles sessions that wait for each other in a circle: each for the next, the last for the first
 */
public record Waits(List<Wait> waits, List<List<String>> cycles) {

    /**
     * A hold in a queue.
     *
     * @param waitsFor the sessions of the holds in its way, and of those before it in the queue
     */
    public record Wait(String session, String lock, String hold, List<String> waitsFor) {}
}
