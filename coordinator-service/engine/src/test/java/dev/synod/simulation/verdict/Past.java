package dev.synod.simulation.verdict;

import java.util.BitSet;

/**
 * What happened before something, as a plain set: the events of sessions by their place in the ledger, and how many of
 * the cluster's own changes, of which whoever knows one counts as knowing all before it.
 */
final class Past {

    private final BitSet events;
    private long changes;

    Past() {
        this(new BitSet(), 0);
    }

    private Past(BitSet events, long changes) {
        this.events = events;
        this.changes = changes;
    }

    Past copy() {
        return new Past((BitSet) events.clone(), changes);
    }

    void add(Past other) {
        events.or(other.events);
        changes = Math.max(changes, other.changes);
    }

    void addEvent(int place) {
        events.set(place);
    }

    void addChange(long number) {
        changes = Math.max(changes, number);
    }

    boolean hasEvent(int place) {
        return events.get(place);
    }

    boolean hasChange(long number) {
        return number <= changes;
    }

    /** Whether {@code other} has nothing that is not in this. */
    boolean covers(Past other) {
        BitSet rest = (BitSet) other.events.clone();
        rest.andNot(events);
        return rest.isEmpty() && other.changes <= changes;
    }
}
