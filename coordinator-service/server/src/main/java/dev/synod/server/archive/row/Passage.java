package dev.synod.server.archive.row;

/**
 * Some of a topic's events.
 *
 * @param after the sequence before the first of them
 * @param through the sequence of the last
 */
public record Passage(String cluster, String topic, long after, long through) {

    /** Its beginning. */
    public Passage until(long sequence) {
        return new Passage(cluster, topic, after, sequence);
    }
}
