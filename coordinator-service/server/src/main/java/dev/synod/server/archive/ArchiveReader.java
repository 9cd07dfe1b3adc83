package dev.synod.server.archive;

import dev.synod.api.clock.CausalStamp;
import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import dev.synod.server.archive.row.EventRow;
import dev.synod.server.archive.row.Keys;
import dev.synod.server.archive.row.Passage;
import dev.synod.server.archive.row.Stretch;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/**
 * What can be asked of an archive. It tells what is archived: the newest events may still be missing, and are in the
 * replicated state. The content of every event is JSON here, also where the cluster itself told it.
 *
 * <p>Throws what the database throws, in the caller's thread.
 */
public final class ArchiveReader {

    private static final Comparator<Event> NEAREST_FIRST =
            Comparator.comparing(Event::position).thenComparingLong(event -> event.id().number()).reversed();

    /** Rows of one question, and about how many bytes of data make an answer large. */
    private static final int AT_ONCE = 100;

    private static final long LARGE = 8L << 20;

    private static final Sort BY_SEQUENCE = Sort.by("place.sequence");
    private static final Sort BY_LEDGER = Sort.by("position", "place.topic", "place.sequence");

    private final String cluster;
    private final ArchiveDatabase database;

    ArchiveReader(String cluster, ArchiveDatabase database) {
        this.cluster = cluster;
        this.database = database;
    }

    /** How far the ledger is archived. */
    public Position reached() {
        return new Position(database.read(() -> database.progress().position(cluster)).orElse(0L));
    }

    /** The event with this id, where it is archived. */
    public Optional<Event> find(EventId id) {
        return database.read(() -> database.events().of(cluster, id.process(), id.number())).map(EventRow::event);
    }

    /** The sequence of the topic's oldest archived event. */
    public Optional<Long> first(TopicName topic) {
        return database.read(() -> database.events().first(cluster, topic.text()));
    }

    /** Events of a topic after a sequence, the oldest first. */
    public List<Event> after(TopicName topic, long sequence, EventQuery query, int limit) {
        Specification<EventRow> later = (row, all, is) -> is.greaterThan(row.get("place").get("sequence"), sequence);
        return read(matching(query.ofTopic(topic)).and(later), BY_SEQUENCE, limit);
    }

    /**
     * What was wanted of a topic after a sequence, without a gap: not beyond the first event that is not archived, and
     * not too much at once.
     */
    public Excerpt excerpt(TopicName topic, long sequence, EventQuery query, int limit) {
        return database.read(() -> {
            long last = database.events().last(cluster, topic.text()).orElse(0L); // before the rest: more may come
            var next = database.events().firstAfter(cluster, topic.text(), sequence);
            if (last <= sequence || !next.equals(Optional.of(sequence + 1))) {
                return new Excerpt(List.of(), sequence, next);
            }
            var all = new Passage(cluster, topic.text(), sequence, last);
            var found = page(query.ofTopic(topic), all, limit);
            return withoutGaps(found, found.size() < limit && !isLarge(found) ? all : all.until(lastOf(found)));
        });
    }

    private Excerpt withoutGaps(List<Event> found, Passage read) {
        if (database.events().count(read) == read.through() - read.after()) {
            return new Excerpt(found, read.through(), Optional.empty());
        }
        long through = database.events().beforeGap(read).orElse(read.after());
        return new Excerpt(
                found.stream().filter(event -> event.sequence() <= through).toList(),
                through,
                database.events().firstAfter(cluster, read.topic(), through));
    }

    /** Not more than is good for the memory: the rest is for the next time. */
    private List<Event> page(EventQuery query, Passage of, int limit) {
        var found = new ArrayList<Event>();
        while (found.size() < limit && !isLarge(found)) {
            long from = found.isEmpty() ? of.after() : lastOf(found);
            Specification<EventRow> within = (row, all, is) ->
                    is.between(row.get("place").get("sequence"), from + 1, of.through());
            int most = Math.min(AT_ONCE, limit - found.size());
            List<Event> some = read(matching(query).and(within), BY_SEQUENCE, most);
            found.addAll(some);
            if (some.size() < most) {
                break;
            }
        }
        return found;
    }

    private static long lastOf(List<Event> events) {
        return events.getLast().sequence();
    }

    private static boolean isLarge(List<Event> events) {
        return LARGE <= events.stream()
                .mapToLong(event -> event.content() instanceof Content.Json(byte[] data) ? data.length : 0)
                .sum();
    }

    /** Those of some events that are archived. */
    public List<Event> find(Collection<EventId> ids) {
        return database.read(() -> ids.stream()
                .flatMap(id -> database.events().of(cluster, id.process(), id.number()).stream())
                .map(EventRow::event)
                .toList());
    }

    /** Events that know of this one, the oldest first: of the next so many that know its process. */
    public List<Event> knowing(Event event, int limit) {
        String process = event.id().process();
        Specification<EventRow> naming = (row, all, is) -> is.and(
                is.greaterThanOrEqualTo(row.get("position"), event.position().number()),
                is.like(row.get("vector"), "%" + process.replaceAll("[\\\\%_]", "\\\\$0") + "=%", '\\'),
                is.or(
                        is.notEqual(row.get("process"), process),
                        is.greaterThan(row.get("number"), event.id().number())));
        return read(matching(EventQuery.ALL).and(naming), BY_LEDGER, limit).stream()
                .filter(later -> later.stamp().vector().of(process) >= event.id().number())
                .toList();
    }

    /**
     * Events after a position, in the order of the ledger. Those of one decree stand together in it: to go on behind
     * the last one found, ask again from before its position, and leave out what is known.
     */
    public List<Event> after(Position position, EventQuery query, int limit) {
        Specification<EventRow> later = (row, all, is) -> is.greaterThan(row.get("position"), position.number());
        return read(matching(query).and(later), BY_LEDGER, limit);
    }

    /**
     * What happened before the event with this stamp, the nearest first. Told by its vector: events of processes that
     * were retired before it was stamped happened before it too, and are not among them.
     */
    public List<Event> past(CausalStamp stamp, int limit) {
        return database.read(() -> {
            var past = new ArrayList<Event>();
            stamp.vector().components().forEach((process, count) -> {
                long through = process.equals(stamp.process()) ? count - 1 : count;
                long after = past.size() < limit ? 0 : past.getLast().position().number() - 1;
                database.events().newest(new Stretch(cluster, process, through, after), Limit.of(limit)).stream()
                        .map(EventRow::event)
                        .forEach(past::add);
                past.sort(NEAREST_FIRST);
                past.subList(Math.min(limit, past.size()), past.size()).clear(); // memory for one page, no more
            });
            return List.copyOf(past);
        });
    }

    private List<Event> read(Specification<EventRow> which, Sort order, int limit) {
        return database.read(() -> database.events()
                .findBy(which, found -> found.sortBy(order).limit(limit).all().stream()
                        .map(EventRow::event)
                        .toList()));
    }

    private Specification<EventRow> matching(EventQuery query) {
        return (row, all, is) -> is.and(predicates(query, row, is));
    }

    private List<Predicate> predicates(EventQuery query, Root<EventRow> row, CriteriaBuilder is) {
        var predicates = new ArrayList<Predicate>();
        predicates.add(is.equal(row.get("place").get("cluster"), cluster));
        query.topic().ifPresent(topic -> predicates.add(is.equal(row.get("place").get("topic"), topic.text())));
        query.type().ifPresent(type -> predicates.add(is.equal(row.get("type"), type)));
        query.key().ifPresent(key -> predicates.add(is.equal(row.get("key"), Keys.stored(key))));
        query.process().ifPresent(process -> predicates.add(is.equal(row.get("process"), process)));
        query.from().map(ArchiveReader::kept).ifPresent(from -> predicates.add(
                is.greaterThanOrEqualTo(row.<Instant>get("publishedAt"), from)));
        query.until().map(ArchiveReader::kept).ifPresent(until -> predicates.add(
                is.lessThan(row.<Instant>get("publishedAt"), until)));
        query.before().map(stamp -> past(stamp, row, is)).ifPresent(predicates::add);
        return predicates;
    }

    /** As {@link CausalStamp#relation} decides it: what the vector counts, but the event itself. */
    private static Predicate past(CausalStamp stamp, Root<EventRow> row, CriteriaBuilder is) {
        var known = new ArrayList<Predicate>();
        stamp.vector().components().forEach((process, count) -> known.add(is.and(
                is.equal(row.get("process"), process),
                is.le(row.<Long>get("number"), process.equals(stamp.process()) ? count - 1 : count))));
        return is.or(known);
    }

    /** Databases keep microseconds, and do not agree on what to do with the rest. */
    private static Instant kept(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
