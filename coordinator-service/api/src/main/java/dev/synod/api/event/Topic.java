package dev.synod.api.event;

/**
 * A topic, and which of its events are kept.
 *
 * @param events how many are kept
 * @param firstSequence that of the oldest kept
 * @param lastSequence that of the newest ever published; 0 before the first
 */
public record Topic(String topic, long events, long firstSequence, long lastSequence) {}
