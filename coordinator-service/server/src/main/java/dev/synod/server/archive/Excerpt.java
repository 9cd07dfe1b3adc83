package dev.synod.server.archive;

import dev.synod.coordination.Event;
import java.util.List;
import java.util.Optional;

/**
 * Part of a topic.
 *
 * @param events those that were wanted, the oldest first
 * @param through all that was wanted of the topic through this sequence is here; where reading began, where the next
 *     event is not archived
 * @param next the next that is archived behind a gap, where there is one
 */
public record Excerpt(List<Event> events, long through, Optional<Long> next) {}
