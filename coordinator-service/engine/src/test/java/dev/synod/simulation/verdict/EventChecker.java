package dev.synod.simulation.verdict;

import dev.synod.coordination.Command;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.TopicName;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.history.Operation.Result.SawEvents;
import dev.synod.simulation.law.Law;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Looks at nothing but what clients were shown: an event that was acknowledged is there for all who read later, always
 * the same and at the same place, until it is trimmed; and nothing is there, or there twice, that nobody asked for
 * so. Laws: EVENTS_KEPT, SEQUENCE_GAPLESS.
 */
final class EventChecker {

    private final Map<EventId, Event> byId = new HashMap<>();
    private final Map<List<Object>, EventId> byData = new HashMap<>();
    private final Map<List<Object>, Command.Publish> asked = new HashMap<>();
    private final Map<TopicName, NavigableMap<Long, Event>> acknowledged = new HashMap<>();
    private final Map<TopicName, NavigableMap<Long, Event>> shown = new HashMap<>();

    void check(List<Operation> operations) {
        operations.forEach(operation -> operation.meant().ifPresent(this::noteAsked));
        List<Operation> pages = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.result().isEmpty()) {
                continue;
            }
            if (operation.result().get() instanceof Result.Came(Outcome.Published(List<Event> events))) {
                events.forEach(event -> acknowledged(event, operation));
            } else if (operation.result().get() instanceof SawEvents) {
                pages.add(operation);
            }
        }
        for (Operation page : pages) {
            SawEvents seen = (SawEvents) page.result().orElseThrow();
            seen.events().forEach(event -> shown(event, page));
            isWhole(seen, page);
        }
    }

    private void noteAsked(Command command) {
        if (command instanceof Command.Publish publish) {
            publish.drafts().forEach(draft -> asked.put(said(publish, draft), publish));
        }
    }

    /** All that a client says: no two events say the same. */
    private static List<Object> said(Command.Publish publish, Draft draft) {
        return List.of(publish.session().toString(), publish.topic(), draft.type(), draft.key(), draft.data());
    }

    private static List<Object> said(Event event) {
        return List.of(event.id().process(), event.topic(), event.type(), event.key(), event.content());
    }

    private void acknowledged(Event event, Operation operation) {
        shown(event, operation);
        acknowledged.computeIfAbsent(event.topic(), topic -> new TreeMap<>()).put(event.sequence(), event);
    }

    private void shown(Event event, Operation operation) {
        Event before = byId.putIfAbsent(event.id(), event);
        Law.EVENTS_KEPT.check(
                before == null || before.equals(event), () -> event + ", and before " + before + ", in " + operation);
        Event there = shown.computeIfAbsent(event.topic(), topic -> new TreeMap<>())
                .putIfAbsent(event.sequence(), event);
        Law.EVENTS_KEPT.check(
                there == null || there.equals(event),
                () -> event + " where " + there + " was shown before, in " + operation);
        if (!event.topic().isReserved()) {
            Law.EVENTS_KEPT.check(asked.containsKey(said(event)), () -> "nobody published " + event);
            EventId first = byData.putIfAbsent(said(event), event.id());
            Law.EVENTS_KEPT.check(
                    first == null || first.equals(event.id()), () -> "published once: " + event + " and " + first);
        }
    }

    /** A page has all from where it begins to where it ends, and none of what was acknowledged is left out. */
    private void isWhole(SawEvents seen, Operation operation) {
        long expected = Math.max(seen.after() + 1, seen.topic().first());
        long position = 0;
        for (Event event : seen.events()) {
            long wanted = expected++;
            Law.SEQUENCE_GAPLESS.check(
                    event.sequence() == wanted && event.topic().equals(seen.topic().name()),
                    () -> event + " as number " + wanted + " in " + operation);
            long before = position;
            position = event.position().number();
            Law.EVENTS_KEPT.check(
                    before <= position, () -> event + " after one at position " + before + " in " + operation);
        }
        long end = seen.events().size() < seen.limit() ? Long.MAX_VALUE : expected;
        long begin = Math.max(seen.after() + 1, seen.topic().first());
        NavigableMap<Long, Event> due = acknowledged
                .getOrDefault(seen.topic().name(), new TreeMap<>())
                .subMap(begin, true, Math.max(begin, end), false);
        for (Event event : due.values()) {
            Law.EVENTS_KEPT.check(
                    event.position().isAfter(operation.position())
                            || seen.events().stream().anyMatch(one -> one.id().equals(event.id())),
                    () -> event + " was acknowledged, and is missing in " + operation);
        }
    }
}
