package dev.synod.server.rest.event;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.Relation;
import dev.synod.api.clock.VectorClock;
import dev.synod.coordination.Event;
import dev.synod.coordination.event.Neighbours;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import dev.synod.coordination.state.Coordination;
import dev.synod.server.archive.ArchiveReader;
import dev.synod.server.archive.ArchiveUnavailable;
import dev.synod.server.archive.EventQuery;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.EventOutcomes;
import dev.synod.server.rest.reply.Reply;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * How events that the replicated state has let go of stand to others. Their stamps are archived with them; but stamps
 * of later events leave out processes that were retired meanwhile, so that here the end of a process counts too.
 *
 * <p>Throws {@link ArchiveUnavailable} where the archive is needed and cannot be asked.
 *
 * <p>Spec: {@code CausalClocks.tla}, action Retire.
 */
@Component
class Lineage {

    private static final TopicName SESSIONS = new TopicName("synod.sessions");

    /** Archived events that are looked at for the effects of one. */
    private static final int LOOKED_AT = 500;

    private final NodeRequests node;
    private final History history;

    Lineage(NodeRequests node, History history) {
        this.node = node;
        this.history = history;
    }

    /** The archived event with this id. */
    Optional<Event> archived(String id) {
        return parse(id).flatMap(it -> history.ask(reader -> reader.find(it)).flatMap(found -> found));
    }

    /** Where an event is asked about: what the state keeps no longer may be archived, and the archive out of reach. */
    Reply withEvent(Consistency consistency, String id, Function<Event, Reply> then) {
        return answered(() -> node.reply(
                consistency,
                state -> find(state, id),
                (found, position) -> found.or(() -> archived(id))
                        .map(then)
                        .orElseGet(() -> EventOutcomes.noSuchEvent(id, position))));
    }

    /** What is asked, or that the archive is out of reach. */
    Reply answered(Supplier<Reply> asked) {
        try {
            return asked.get();
        } catch (ArchiveUnavailable unavailable) {
            return node.reply(Consistency.LOCAL, state -> true, (asks, position) -> EventOutcomes.outOfReach(position));
        }
    }

    /** The event with this id, where the state keeps it. */
    static Optional<Event> find(Coordination state, String id) {
        return parse(id).flatMap(state.topics()::find);
    }

    /** A text that is no event's id is the id of no event: clients take ids from answers, and do not make them. */
    static Optional<EventId> parse(String id) {
        try {
            return Optional.of(EventId.parse(id));
        } catch (IllegalArgumentException neverGivenOut) {
            return Optional.empty();
        }
    }

    // ---- before, after, or neither

    /** How an event stands to another, of which at least one is kept no longer. */
    Reply relation(Event one, Event other, BiFunction<Relation, Position, Reply> done) {
        Relation told = one.stamp().relation(other.stamp());
        if (told != Relation.CONCURRENT) {
            return node.reply(Consistency.LOCAL, state -> told, done);
        }
        return node.reply(
                Consistency.LOCAL,
                state -> List.of(end(state, one), end(state, other)),
                (ends, position) -> {
                    Relation relation = told;
                    if (isOver(ends.getFirst(), one, other)) {
                        relation = Relation.BEFORE;
                    } else if (isOver(ends.getLast(), other, one)) {
                        relation = Relation.AFTER;
                    }
                    return done.apply(relation, position);
                });
    }

    /** The end of a process, as far as the state knows it. */
    private sealed interface End {

        /** It may still publish, or stands in the stamps of others. */
        record NotYet() implements End {}

        /** No new stamp names it. */
        record Retired(Optional<Position> ended) implements End {}
    }

    private static End end(Coordination state, Event event) {
        String process = event.id().process();
        var asIfKnown = new CausalContext(new LamportClock(0), VectorClock.from(Map.of(process, 1L)));
        boolean isNamed = !state.topics().processes().live(asIfKnown).vector().isEmpty();
        return isNamed || event.id().isOfSynod()
                ? new End.NotYet()
                : new End.Retired(state.ended(SessionId.parse(process)));
    }

    /** Whether the publisher of the one had ended when the other was stamped, which may have had to leave it out. */
    private boolean isOver(End end, Event one, Event other) {
        return switch (end) {
            case End.NotYet() -> false;
            case End.Retired(var known) ->
                known.or(() -> archivedEnd(one)).map(other.position()::isAfter).orElse(false);
        };
    }

    private Optional<Position> archivedEnd(Event event) {
        return history.ask(reader -> end(reader, event)).flatMap(found -> found);
    }

    private static Optional<Position> end(ArchiveReader reader, Event event) {
        return reader.after(SESSIONS, 0, EventQuery.ALL.ofKey(event.id().process()), LOOKED_AT).stream()
                .filter(change -> !change.type().equals("session.opened"))
                .map(Event::position)
                .findFirst();
    }

    // ---- neighbours

    /** On which side of an event others stand. */
    enum Side {
        CAUSES,
        EFFECTS
    }

    /** The direct neighbours among the events that the state keeps. */
    static List<Event> kept(Side side, Coordination state, Event event, int limit) {
        return switch (side) {
            case CAUSES -> state.topics().causes(event, limit);
            case EFFECTS -> state.topics().effects(event, limit);
        };
    }

    /** The direct neighbours among those and the archived; of later events, the next that are archived. */
    List<Event> neighbours(Side side, Event event, List<Event> kept, int limit) {
        Map<EventId, Event> all = byId(kept);
        return switch (side) {
            case CAUSES -> {
                Set<EventId> last = lastKnown(event);
                last.removeAll(all.keySet());
                history.ask(reader -> reader.find(last)).ifPresent(found -> all.putAll(byId(found)));
                yield Neighbours.before(all.values(), limit);
            }
            case EFFECTS -> {
                history.ask(reader -> reader.knowing(event, LOOKED_AT)).ifPresent(found -> all.putAll(byId(found)));
                yield Neighbours.after(all.values(), limit);
            }
        };
    }

    /** The last event of each process that an event knows of. */
    private static Set<EventId> lastKnown(Event event) {
        Set<EventId> last = new LinkedHashSet<>();
        event.stamp().vector().forEach((process, count) -> {
            long number = process.equals(event.id().process()) ? count - 1 : count;
            if (number > 0) {
                last.add(new EventId(process, number));
            }
        });
        return last;
    }

    private static Map<EventId, Event> byId(List<Event> events) {
        Map<EventId, Event> found = new LinkedHashMap<>();
        events.forEach(event -> found.put(event.id(), event));
        return found;
    }
}
