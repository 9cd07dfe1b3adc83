package dev.synod.simulation.verdict;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.Relation;
import dev.synod.coordination.Event;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.EventId;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.law.Law;
import dev.synod.simulation.verdict.Happenings.Happening;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the stamps, as clients were shown them, against what truly happened before what. Of two events that could be
 * seen together the stamps tell exactly whether one was before the other; a process that is retired stands in no stamp.
 * Spec: {@code CausalClocks.tla}. Laws: CAUSAL, CLOCK_CONDITION.
 */
final class CausalChecker {

    private final Happenings happenings;
    private final Marks marks;
    private final Map<EventId, CausalStamp> shown = new HashMap<>();

    CausalChecker(Happenings happenings, Marks marks) {
        this.happenings = happenings;
        this.marks = marks;
    }

    void check(List<Operation> operations) {
        for (Operation operation : operations) {
            operation.result().ifPresent(this::note);
        }
        List<Happening> events = happenings.events();
        boolean concurrent = false;
        for (int later = 0; later < events.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                boolean isBefore = events.get(later).past().hasEvent(earlier);
                concurrent |= !isBefore;
                check(events.get(earlier), events.get(later), isBefore);
            }
        }
        if (concurrent) {
            marks.reached(Mark.EVENTS_CONCURRENT);
        }
        for (Happening change : happenings.changes()) {
            for (int place = 0; place < events.size(); place++) {
                check(change, events.get(place), place);
            }
        }
    }

    private void note(Result result) {
        if (result instanceof Result.Came(Outcome.Published(List<Event> events))) {
            events.forEach(this::note);
        } else if (result instanceof Result.SawEvents seen) {
            seen.events().forEach(this::note);
        }
    }

    private void note(Event event) {
        shown.putIfAbsent(event.id(), event.stamp());
    }

    private CausalStamp stamp(Happening happening) {
        return shown.getOrDefault(happening.event().id(), happening.event().stamp());
    }

    private void check(Happening earlier, Happening later, boolean isBefore) {
        CausalStamp one = stamp(earlier);
        CausalStamp other = stamp(later);
        long retired = happenings.retiredAt(one.process());
        long position = later.event().position().number();
        boolean isGone = retired < position;
        Relation told = one.relation(other);
        Relation expected = isBefore && !isGone ? Relation.BEFORE : Relation.CONCURRENT;
        // Of a decree that takes away the last that can be seen of a process, the first events may still know it.
        Law.CAUSAL.check(
                told == expected || (retired == position && told == Relation.CONCURRENT),
                () -> "by their stamps, " + earlier.event() + " is " + told + " " + later.event() + ", and truly "
                        + expected + (isGone ? ": its process was retired at " + retired : ""));
        Law.CLOCK_CONDITION.check(
                (!isBefore && !isGone) || one.lamport().compareTo(other.lamport()) < 0,
                () -> later.event() + " happened after " + earlier.event());
    }

    /** A change knows what its session knew; an event knows the change whose session has read that, or a later one. */
    private void check(Happening change, Happening event, int place) {
        CausalStamp ofChange = stamp(change);
        CausalStamp ofEvent = stamp(event);
        long at = change.event().position().number();
        boolean first = event.event().position().number() <= at && happenings.retiredAt(ofEvent.process()) > at;
        boolean isKnown = change.past().hasEvent(place);
        boolean saysKnown = ofChange.vector().of(ofEvent.process()) >= ofEvent.own();
        Law.CAUSAL.check(
                !first || isKnown == saysKnown,
                () -> change.event() + " was caused by one who knew of " + event.event() + ": " + isKnown);
        boolean isBefore = event.past().hasChange(ofChange.own());
        Law.CAUSAL.check(
                isBefore == ofEvent.vector().of(EventId.SYNOD) >= ofChange.own(),
                () -> event.event() + " happened after " + change.event() + ": " + isBefore);
        Law.CLOCK_CONDITION.check(
                (!isBefore || ofChange.lamport().compareTo(ofEvent.lamport()) < 0)
                        && (!isKnown || ofEvent.lamport().compareTo(ofChange.lamport()) < 0),
                () -> change.event() + " and " + event.event());
    }
}
