package dev.synod.server.archive;

import dev.synod.api.clock.CausalStamp;
import dev.synod.coordination.name.TopicName;
import java.time.Instant;
import java.util.Optional;

/**
 * Which archived events are asked for: those that are all of what is given.
 *
 * @param process whose events, as in their ids
 * @param from not published before; times count to the microsecond
 * @param until published before; by the wall clocks of presidents, which order nothing
 * @param before happened before the event with this stamp, as that stamp tells: events of processes that were retired
 *     before it was stamped happened before it too, and are not meant
 */
public record EventQuery(
        Optional<TopicName> topic,
        Optional<String> type,
        Optional<String> key,
        Optional<String> process,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<CausalStamp> before) {

    /** All of them. */
    public static final EventQuery ALL = new EventQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public EventQuery ofTopic(TopicName wanted) {
        return new EventQuery(Optional.of(wanted), type, key, process, from, until, before);
    }

    public EventQuery ofType(String wanted) {
        return new EventQuery(topic, Optional.of(wanted), key, process, from, until, before);
    }

    public EventQuery ofKey(String wanted) {
        return new EventQuery(topic, type, Optional.of(wanted), process, from, until, before);
    }

    public EventQuery ofProcess(String wanted) {
        return new EventQuery(topic, type, key, Optional.of(wanted), from, until, before);
    }

    public EventQuery before(CausalStamp stamp) {
        return new EventQuery(topic, type, key, process, from, until, Optional.of(stamp));
    }

    public EventQuery between(Instant first, Instant end) {
        return new EventQuery(topic, type, key, process, Optional.of(first), Optional.of(end), before);
    }
}
