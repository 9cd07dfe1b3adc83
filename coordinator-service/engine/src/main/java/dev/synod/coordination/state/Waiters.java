package dev.synod.coordination.state;

import dev.synod.coordination.Waits.Wait;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Place.Holder;
import dev.synod.coordination.state.Place.Waiter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom the waiters of a lock wait for.
 *
 * <p>The first waits for all the holders in its way, each other for the one before it: all else follows. Of that no
 * more is told than makes it easy to read, because in a long queue it grows with the square of its length.
 */
final class Waiters {

    private static final int MOST_BESIDES = 32;

    private final LockEntry lock;
    private final ManyHolds many;

    Waiters(LockEntry lock, ManyHolds many) {
        this.lock = lock;
        this.many = many;
    }

    /** In the order of the queue. A part of a hold of several locks that waits for another lock only is left out. */
    List<Wait> waits() {
        List<Waiter> queue = lock.queue().all();
        var waits = new ArrayList<Wait>();
        for (int place = 0; place < queue.size(); place++) {
            HoldEntry entry = queue.get(place).entry();
            Set<SessionId> waitsFor = new LinkedHashSet<>();
            if (!lock.fits(entry.mode())) {
                addHolders(place == 0 ? Integer.MAX_VALUE : MOST_BESIDES, waitsFor);
            }
            for (int before = Math.max(0, place - MOST_BESIDES); before < place; before++) {
                waitsFor.add(queue.get(before).entry().session().id());
            }
            if (!waitsFor.isEmpty() || many.whole(entry.key()).isEmpty()) {
                waits.add(new Wait(
                        entry.session().id(), lock.name(), entry.key().hold(), List.copyOf(waitsFor)));
            }
        }
        return waits;
    }

    private void addHolders(int most, Set<SessionId> waitsFor) {
        int left = most;
        for (Holder holder : lock.holders()) {
            if (left-- == 0) {
                return;
            }
            waitsFor.add(holder.entry().session().id());
        }
    }
}
