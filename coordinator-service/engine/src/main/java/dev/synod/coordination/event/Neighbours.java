package dev.synod.coordination.event;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.Relation;
import dev.synod.coordination.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Which events stand directly before or after another, among those that are kept: with no third between them. At most
 * one of each process does.
 */
public final class Neighbours {

    /** The order of the ledger: by position; within one decree, what the cluster tells comes last. */
    static final Comparator<Event> LEDGER = Comparator.comparing(Event::position)
            .thenComparing((Event event) -> event.id().isOfSynod())
            .thenComparingLong(event -> event.id().number());

    private Neighbours() {}

    /** The nearest, which is the newest, first. */
    static List<Event> causes(Event of, Processes processes, int limit) {
        var candidates = new ArrayList<Event>();
        of.stamp().vector().forEach((process, count) -> {
            long through = process.equals(of.id().process()) ? count - 1 : count;
            processes.publisher(process)
                    .flatMap(publisher -> Optional.ofNullable(publisher.kept().floorEntry(through)))
                    .ifPresent(newest -> candidates.add(newest.getValue()));
        });
        candidates.sort(LEDGER.reversed());
        return nearest(candidates, Relation.BEFORE, limit);
    }

    /** The nearest, which is the oldest, first. */
    static List<Event> effects(Event of, Processes processes, int limit) {
        var candidates = new ArrayList<Event>();
        for (Publisher publisher : processes.all()) {
            first(of, publisher).ifPresent(candidates::add);
        }
        candidates.sort(LEDGER);
        return nearest(candidates, Relation.AFTER, limit);
    }

    /** Those of some events before another that stand directly before it, the nearest first. */
    public static List<Event> before(Collection<Event> events, int limit) {
        return nearest(events.stream().sorted(LEDGER.reversed()).toList(), Relation.BEFORE, limit);
    }

    /** Those of some events after another that stand directly after it, the nearest first. */
    public static List<Event> after(Collection<Event> events, int limit) {
        return nearest(events.stream().sorted(LEDGER).toList(), Relation.AFTER, limit);
    }

    /** Those that are not beyond one that is nearer. */
    private static List<Event> nearest(List<Event> candidates, Relation beyond, int limit) {
        var nearest = new ArrayList<Event>();
        for (Event candidate : candidates) {
            CausalStamp stamp = candidate.stamp();
            if (nearest.size() < limit
                    && nearest.stream().noneMatch(near -> stamp.relation(near.stamp()) == beyond)) {
                nearest.add(candidate);
            }
        }
        return List.copyOf(nearest);
    }

    /** The first event of the process that knows of this one. */
    private static Optional<Event> first(Event of, Publisher publisher) {
        NavigableMap<Long, Event> kept = publisher.kept();
        if (publisher.process().equals(of.id().process())) {
            return Optional.ofNullable(kept.higherEntry(of.id().number())).map(next -> next.getValue());
        }
        return kept.values().stream()
                .filter(event -> event.position().isAfter(of.position()) || event.position().equals(of.position()))
                .filter(event -> event.stamp().vector().of(of.id().process()) >= of.id().number())
                .findFirst();
    }
}
