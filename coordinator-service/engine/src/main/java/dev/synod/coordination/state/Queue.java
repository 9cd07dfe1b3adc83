package dev.synod.coordination.state;

import dev.synod.coordination.Hold;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.state.Place.Waiter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those who wait for a lock, in the order in which they came. */
final class Queue {

    private final Map<HoldName, Waiter> waiters = new LinkedHashMap<>(2);

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    int length() {
        return waiters.size();
    }

    Optional<Waiter> first() {
        return waiters.isEmpty() ? Optional.empty() : Optional.of(waiters.values().iterator().next());
    }

    Optional<Waiter> find(HoldName hold) {
        return Optional.ofNullable(waiters.get(hold));
    }

    /** Puts a newcomer at the end; one who waits already keeps its place. */
    void put(Waiter waiter) {
        waiters.put(waiter.entry().key().hold(), waiter);
    }

    void remove(HoldName hold) {
        waiters.remove(hold);
    }

    /** The waiter's place, 1 is next. */
    Hold seen(Waiter waiter) {
        int place = 1;
        for (HoldName hold : waiters.keySet()) {
            if (hold.equals(waiter.entry().key().hold())) {
                break;
            }
            place++;
        }
        return waiter.entry().seen(new Hold.State.Waiting(place));
    }

    List<Hold> seen() {
        var seen = new ArrayList<Hold>(waiters.size());
        for (Waiter waiter : waiters.values()) {
            seen.add(waiter.entry().seen(new Hold.State.Waiting(seen.size() + 1)));
        }
        return List.copyOf(seen);
    }

    Iterable<Waiter> all() {
        return waiters.values();
    }
}
