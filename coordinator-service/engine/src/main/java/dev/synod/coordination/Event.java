package dev.synod.coordination;

import dev.synod.api.clock.CausalStamp;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened, as it was chosen: it never changes.
 *
 * @param sequence its number in its topic, from 1 on without a gap
 * @param key what it concerns; for changes of the cluster the name of the session, lock, election or node
 * @param position of its decree; events of one decree share it, and stand in their topic in the order given
 * @param causes those that its publisher named
 * @param stamp what it happened after; its process and that process's own component are the event's id
 * @param publishedAt wall-clock time that rode along with the decree, for people to read
 */
public record Event(
        EventId id,
        TopicName topic,
        long sequence,
        String type,
        Optional<String> key,
        Content content,
        Position position,
        List<EventId> causes,
        CausalStamp stamp,
        Instant publishedAt) {}
