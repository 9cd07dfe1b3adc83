package dev.synod.api.event;

/**
 * How far a consumer has come in a topic.
 *
 * @param sequence that of the last event it is done with; 0 before the first
 */
public record Cursor(String topic, String consumer, long sequence) {}
