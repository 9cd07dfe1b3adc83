package dev.synod.coordination.event;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.Relation;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.Topic;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * All topics, with the newest events of each: so many, and of so many bytes, as the window says, and the newest always.
 *
 * <p>While an archive is kept, what it has not reached is held back from trimming, up to a bound of all topics
 * together. Beyond it, publishing is refused; the topics of the cluster itself, whose changes must not wait, are
 * trimmed to their window whether archived or not. What the archive then misses it sees as a gap in their sequences.
 *
 * <p>Spec: {@code CausalClocks.tla}, {@code Visible}.
 */
public final class Topics {

    private final EventBounds bounds;
    private final Processes processes;
    private final NavigableMap<String, TopicEntry> topics = new TreeMap<>();
    private Window window;
    private Optional<Position> archived = Optional.empty();
    /** About how many bytes are held in topics and not archived; 0 while no archive is kept. */
    private long unarchivedBytes;
    /** Events of the cluster itself that were trimmed before they were archived. */
    private long missed;

    public Topics(EventBounds bounds, Processes processes) {
        this.bounds = bounds;
        this.processes = processes;
        window = new Window(bounds.windowEvents(), bounds.windowBytes());
    }

    /** How much of each topic is kept. */
    public record Window(int events, long bytes) {

        public static final Window STANDARD = new Window(10_000, 16L << 20);
    }

    /** When and where, as a decree has it. */
    public record Moment(Position position, Instant at) {}

    /** What the cluster tells of a change of its own. */
    public record News(TopicName topic, String type, String key, Content content, CausalContext known) {}

    // ---- what happens

    /** Why nothing can be published to the topic before the archive has come further; empty where it can. */
    public Optional<String> backlog() {
        return archived.isPresent() && unarchivedBytes >= bounds.unarchivedBytes()
                ? Optional.of("the archive is behind by " + unarchivedBytes + " bytes of events, and may be by "
                        + bounds.unarchivedBytes())
                : Optional.empty();
    }

    /** Whether another topic would be one too many. */
    public boolean isFullFor(TopicName topic) {
        return !topics.containsKey(topic.text()) && topics.size() >= bounds.topics();
    }

    /** Publishes an event of a session. */
    public Event publish(TopicName topic, Draft draft, CausalStamp stamp, Moment moment) {
        TopicEntry entry = entry(topic);
        var event = new Event(
                new EventId(stamp.process(), stamp.own()),
                topic,
                entry.last() + 1,
                draft.type(),
                draft.key(),
                draft.data(),
                moment.position(),
                draft.causes(),
                stamp,
                moment.at());
        add(event, entry);
        return event;
    }

    /** Publishes a change of the cluster itself. */
    public void tell(News news, Moment moment) {
        TopicEntry entry = entry(news.topic());
        CausalStamp stamp = processes.stampOfSynod(processes.live(news.known()));
        add(
                new Event(
                        new EventId(EventId.SYNOD, stamp.own()),
                        news.topic(),
                        entry.last() + 1,
                        news.type(),
                        Optional.of(news.key()),
                        news.content(),
                        moment.position(),
                        List.of(),
                        stamp,
                        moment.at()),
                entry);
    }

    private TopicEntry entry(TopicName topic) {
        TopicEntry entry = topics.get(topic.text());
        if (entry == null) {
            entry = new TopicEntry(topic, 0);
            topics.put(topic.text(), entry);
        }
        return entry;
    }

    private void add(Event event, TopicEntry entry) {
        entry.add(event);
        processes.add(event);
        unarchivedBytes += archived.isPresent() ? Weight.of(event) : 0;
        trim(entry);
    }

    private void trim(TopicEntry entry) {
        while (entry.events().size() > 1 && isOver(entry) && mayTrim(entry)) {
            boolean isMissed = archived.isPresent() && entry.awaitsArchive();
            Event oldest = entry.takeFirst();
            if (isMissed) {
                unarchivedBytes -= Weight.of(oldest);
                missed++;
            }
            processes.forget(oldest);
        }
    }

    private boolean isOver(TopicEntry entry) {
        return entry.events().size() > window.events() || entry.bytes() > window.bytes();
    }

    private boolean mayTrim(TopicEntry entry) {
        boolean isHeldBack = archived.isPresent() && entry.awaitsArchive();
        return !isHeldBack || (entry.name().isReserved() && unarchivedBytes > bounds.unarchivedBytes());
    }

    /** Notes how far the archive has come; empty where none is kept. */
    public void archived(Optional<Position> through) {
        archived = through;
        countUnarchived();
        topics.values().forEach(this::trim);
    }

    private void countUnarchived() {
        unarchivedBytes = 0;
        for (TopicEntry entry : topics.values()) {
            entry.archived(archived.orElse(Position.ZERO));
            unarchivedBytes += archived.isPresent() ? entry.unarchivedBytes() : 0;
        }
    }

    /** Sets how much of each topic is kept from now on. */
    public void keep(Window kept) {
        window = kept;
        topics.values().forEach(this::trim);
    }

    // ---- what can be seen

    public Optional<Event> find(EventId id) {
        return processes.find(id);
    }

    public Optional<Relation> relation(EventId id, EventId other) {
        return find(id).flatMap(one -> find(other).map(two -> one.stamp().relation(two.stamp())));
    }

    /** Those that stand directly before it among those kept, the nearest first. */
    public List<Event> causes(EventId id, int limit) {
        return find(id).map(event -> Neighbours.causes(event, processes, limit)).orElse(List.of());
    }

    /** Those that stand directly after it among those kept, the nearest first. */
    public List<Event> effects(EventId id, int limit) {
        return find(id).map(event -> Neighbours.effects(event, processes, limit)).orElse(List.of());
    }

    /** As {@link #causes(EventId, int)}, of an event that need not be kept. */
    public List<Event> causes(Event event, int limit) {
        return Neighbours.causes(event, processes, limit);
    }

    /** As {@link #effects(EventId, int)}, of an event that need not be kept. */
    public List<Event> effects(Event event, int limit) {
        return Neighbours.effects(event, processes, limit);
    }

    /** The topic as it stands; one that never had an event too. */
    public Topic seen(TopicName name) {
        TopicEntry entry = topics.get(name.text());
        return entry == null ? new Topic(name, 0, 1, 0) : entry.seen();
    }

    /** By name. */
    public NavigableMap<String, Topic> seen() {
        var seen = new TreeMap<String, Topic>();
        topics.forEach((name, entry) -> seen.put(name, entry.seen()));
        return seen;
    }

    /** The kept events of the topic after this sequence, at most so many, the oldest first. */
    public List<Event> events(TopicName topic, long after, int limit) {
        TopicEntry entry = topics.get(topic.text());
        return entry == null ? List.of() : entry.after(after, limit);
    }

    /** The kept events of all topics after this position, in the order of the ledger, whole decrees, about so many. */
    public List<Event> eventsAfter(Position position, int limit) {
        var next = new PriorityQueue<Reading>((a, b) -> Neighbours.LEDGER.compare(a.event(), b.event()));
        for (TopicEntry entry : topics.values()) {
            int at = entry.events().through(position.number());
            if (at < entry.events().size()) {
                next.add(new Reading(entry.events(), at));
            }
        }
        var found = new ArrayList<Event>();
        while (!next.isEmpty()) {
            Reading reading = next.remove();
            Event event = reading.event();
            if (found.size() >= limit && event.position().isAfter(found.get(found.size() - 1).position())) {
                break;
            }
            found.add(event);
            if (reading.at() + 1 < reading.row().size()) {
                next.add(new Reading(reading.row(), reading.at() + 1));
            }
        }
        return List.copyOf(found);
    }

    private record Reading(Row row, int at) {

        Event event() {
            return row.get(at);
        }
    }

    public Window window() {
        return window;
    }

    /** How far the archive has come, where one is kept. */
    public Optional<Position> archived() {
        return archived;
    }

    /** About how many bytes of events are not archived; 0 where no archive is kept. */
    public long unarchivedBytes() {
        return unarchivedBytes;
    }

    /** How many events of the cluster itself were trimmed before they were archived. */
    public long missed() {
        return missed;
    }

    public Processes processes() {
        return processes;
    }

    Iterable<TopicEntry> all() {
        return topics.values();
    }

    // ---- as bytes

    /** The window and the archive, who has published, then the topics, by name. */
    public void write(Writer out) {
        out.number(window.events()).number(window.bytes()).number(missed);
        out.optional(archived, (writer, through) -> writer.number(through.number()));
        processes.write(out);
        out.number(topics.size());
        for (TopicEntry entry : topics.values()) {
            out.text(entry.name().text()).number(entry.last()).number(entry.events().size());
            entry.events().forEach(event -> EventCodec.write(event, out));
        }
    }

    /** Reads topics where there are none yet. */
    public void read(Reader in) {
        window = new Window(in.count(), in.number());
        missed = in.number();
        archived = in.optional(Parts::position);
        processes.read(in);
        int count = in.count();
        for (int i = 0; i < count; i++) {
            TopicName name = Parts.topic(in);
            if (!topics.isEmpty() && topics.lastKey().compareTo(name.text()) >= 0) {
                throw Reader.malformed("topic " + name + " is not in the order of names");
            }
            long last = in.number();
            int kept = in.count();
            if (kept < 1 || kept > last) {
                throw Reader.malformed("topic " + name + " with " + kept + " of " + last + " events");
            }
            var entry = new TopicEntry(name, last - kept);
            for (int j = 0; j < kept; j++) {
                Event event = EventCodec.read(name, entry.last() + 1, in);
                entry.add(event);
                processes.restore(event);
            }
            topics.put(name.text(), entry);
        }
        countUnarchived();
    }
}
