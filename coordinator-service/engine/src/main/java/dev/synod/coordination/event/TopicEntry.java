package dev.synod.coordination.event;

import dev.synod.coordination.Event;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.Topic;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import java.util.List;

/** A topic with its newest events. The newest of all is always there. */
final class TopicEntry {

    private final TopicName name;
    private final Row events = new Row();
    private long last;
    private long bytes;
    /** How many from the oldest on are archived, or need not be. */
    private int archived;

    TopicEntry(TopicName name, long last) {
        this.name = name;
        this.last = last;
    }

    TopicName name() {
        return name;
    }

    Row events() {
        return events;
    }

    long last() {
        return last;
    }

    long bytes() {
        return bytes;
    }

    void add(Event event) {
        Invariant.SEQUENCE_GAPLESS.check(
                event.sequence() == last + 1, () -> event.id() + " as " + event.sequence() + " of " + name + " after "
                        + last);
        events.add(event);
        last = event.sequence();
        bytes += Weight.of(event);
    }

    Event takeFirst() {
        Event first = events.takeFirst();
        bytes -= Weight.of(first);
        archived = Math.max(0, archived - 1);
        return first;
    }

    /** Whether the oldest is there only until it is archived. */
    boolean awaitsArchive() {
        return archived == 0;
    }

    /** Notes how far the archive has come. */
    void archived(Position through) {
        archived = events.through(through.number());
    }

    /** About how many bytes are not archived. */
    long unarchivedBytes() {
        long unarchived = 0;
        for (int i = archived; i < events.size(); i++) {
            unarchived += Weight.of(events.get(i));
        }
        return unarchived;
    }

    /** The events after {@code after}, at most {@code limit}. */
    List<Event> after(long after, int limit) {
        long first = last - events.size() + 1;
        int from = (int) Math.min(events.size(), Math.max(0, after + 1 - first));
        return List.copyOf(events.subList(from, (int) Math.min(events.size(), (long) from + limit)));
    }

    Topic seen() {
        return new Topic(name, events.size(), last - events.size() + 1, last);
    }

    @Override
    public String toString() {
        return "topic " + name;
    }
}
