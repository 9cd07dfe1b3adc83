package dev.synod.coordination;

import dev.synod.coordination.name.TopicName;

/**
 * A topic, and which of its events are kept.
 *
 * @param events how many are kept
 * @param first the sequence of the oldest kept; one more than {@code last} where none is
 * @param last the sequence of the newest ever published; 0 before the first
 */
public record Topic(TopicName name, long events, long first, long last) {}
