package dev.synod.api.event;

import java.util.Optional;

/**
 * Asks to put a consumer's cursor after an event.
 *
 * @param sequence that of the event; 0 is before the first
 */
public record CursorRequest(Optional<Long> sequence) {}
