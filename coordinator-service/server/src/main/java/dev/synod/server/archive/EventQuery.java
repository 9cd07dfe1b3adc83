package dev.synod.server.archive;

import dev.synod.coordination.name.TopicName;
import java.time.Instant;
import java.util.Optional;

/**
 * Which archived events are asked for: those that are all of what is given.
 *
 * @param process whose events, as in their ids
 * @param from not published before; times count to the microsecond
 * @param until published before; by the wall clocks of presidents, which order nothing
 */
public record EventQuery(
        Optional<TopicName> topic,
        Optional<String> type,
        Optional<String> key,
        Optional<String> process,
        Optional<Instant> from,
        Optional<Instant> until) {

    /** All of them. */
    public static final EventQuery ALL = new EventQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public EventQuery ofTopic(TopicName wanted) {
        return new EventQuery(Optional.of(wanted), type, key, process, from, until);
    }

    public EventQuery ofType(String wanted) {
        return new EventQuery(topic, Optional.of(wanted), key, process, from, until);
    }

    public EventQuery ofKey(String wanted) {
        return new EventQuery(topic, type, Optional.of(wanted), process, from, until);
    }

    public EventQuery ofProcess(String wanted) {
        return new EventQuery(topic, type, key, Optional.of(wanted), from, until);
    }

    public EventQuery between(Instant first, Instant end) {
        return new EventQuery(topic, type, key, process, Optional.of(first), Optional.of(end));
    }
}
