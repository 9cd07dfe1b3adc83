package dev.synod.api.event;

import java.util.List;

/**
 * Part of a topic, the oldest event first.
 *
 * @param next what to give as {@code after} to read on: the last sequence here, or the {@code after} of the request
 */
public record EventPage(List<Event> events, long next) {}
