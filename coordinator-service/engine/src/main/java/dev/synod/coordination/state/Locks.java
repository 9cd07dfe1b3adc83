package dev.synod.coordination.state;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command.Acquire;
import dev.synod.coordination.Command.BreakLock;
import dev.synod.coordination.Command.LeaveQueue;
import dev.synod.coordination.Command.LiftDelay;
import dev.synod.coordination.Command.Release;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.state.Place.Holder;
import dev.synod.coordination.state.Place.Waiter;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Who holds what, and who waits for it. First come, first served: nobody overtakes, in no mode.
 *
 * <p>Every command answers with a supplier, which the caller asks once the decree has settled: an outcome is read off the
 * state after it.
 */
final class Locks {

    private final Quotas quotas;
    private final Sessions sessions;
    private final NavigableMap<String, LockEntry> locks = new TreeMap<>();
    private int holds;

    Locks(Quotas quotas, Sessions sessions) {
        this.quotas = quotas;
        this.sessions = sessions;
    }

    Optional<LockEntry> find(LockName lock) {
        return Optional.ofNullable(locks.get(lock.text()));
    }

    Optional<Place> find(HoldKey key) {
        return find(key.lock()).flatMap(lock -> lock.find(key.hold()));
    }

    Supplier<Outcome> acquire(Acquire asked, Step step) {
        var key = new HoldKey(asked.lock(), asked.hold());
        if (asked.owner() instanceof Owner.InSession(var id)) {
            Optional<SessionEntry> session = sessions.find(id);
            if (session.isEmpty()) {
                return () -> sessions.notOpen(id);
            }
            if (session.get().hasUsedUp(key)) {
                return Outcome.HoldReleased::new;
            }
        }
        Optional<Place> before = find(key);
        return before.isPresent() ? again(asked, before.get(), step) : anew(asked, key, step);
    }

    private Supplier<Outcome> again(Acquire asked, Place before, Step step) {
        Optional<String> difference = Differences.of(asked, before.entry());
        if (difference.isPresent()) {
            return () -> new Outcome.Conflict(difference.get());
        }
        HoldKey key = before.entry().key();
        if (before instanceof Waiter waiter) {
            if (asked.waiting() instanceof Waiting.No) {
                leave(waiter.entry(), step);
                return () -> unavailable(key.lock());
            }
            LockEntry lock = existing(key.lock());
            lock.queue().put(new Waiter(waiter.entry(), asked.attempt(), asked.waiting()));
            tellOfWait(asked, step);
        }
        return () -> seen(key);
    }

    private Supplier<Outcome> anew(Acquire asked, HoldKey key, Step step) {
        LockEntry lock = find(asked.lock()).orElseGet(() -> new LockEntry(asked.lock()));
        Optional<String> difference = Differences.of(asked.mode(), lock);
        if (difference.isPresent()) {
            return () -> new Outcome.Conflict(difference.get());
        }
        boolean atOnce = lock.admits(asked.mode());
        if (!atOnce && asked.waiting() instanceof Waiting.No) {
            return () -> unavailable(asked.lock());
        }
        Optional<Outcome> bound = bound(asked, lock);
        if (bound.isPresent()) {
            return bound::get;
        }
        HoldEntry entry = enter(asked, key, lock, step);
        if (atOnce) {
            lock.grant(entry, step);
        } else {
            lock.queue().put(new Waiter(entry, asked.attempt(), asked.waiting()));
            tellOfWait(asked, step);
        }
        return () -> seen(key);
    }

    private Optional<Outcome> bound(Acquire asked, LockEntry lock) {
        if (asked.owner() instanceof Owner.OwnSession && sessions.isFull()) {
            return Optional.of(sessions.quotaReached());
        }
        if (holds >= quotas.holds()) {
            return Optional.of(new Outcome.QuotaReached("as many holds stand at all locks as may be: " + quotas.holds()));
        }
        if (lock.queue().length() >= quotas.waitingHolds()) {
            return Optional.of(new Outcome.QuotaReached(
                    "as many holds wait for lock " + lock.name() + " as may be: " + quotas.waitingHolds()));
        }
        return Optional.empty();
    }

    private HoldEntry enter(Acquire asked, HoldKey key, LockEntry lock, Step step) {
        SessionEntry session =
                switch (asked.owner()) {
                    case Owner.InSession(var id) -> sessions.find(id).orElseThrow();
                    case Owner.OwnSession own -> sessions.openOwn(own, new Purpose.OfHold(key), step);
                };
        session.holds().add(key);
        locks.putIfAbsent(lock.name().text(), lock);
        holds++;
        return new HoldEntry(key, session, asked.mode(), asked.lockDelay());
    }

    private static void tellOfWait(Acquire asked, Step step) {
        if (asked.waiting() instanceof Waiting.AtMost(var limit)) {
            step.tell(new Change.HoldWaits(asked.lock(), asked.hold(), asked.attempt(), limit));
        }
    }

    Supplier<Outcome> release(Release asked, Step step) {
        Optional<Place> place = find(new HoldKey(asked.lock(), asked.hold()));
        if (place.isPresent()) {
            boolean stale = asked.token().isPresent()
                    && !(place.get() instanceof Holder holder && holder.state().token().equals(asked.token().get()));
            if (stale) {
                return () -> new Outcome.StaleToken(find(asked.lock()).flatMap(LockEntry::token));
            }
            useUp(place.get().entry(), step);
        }
        return Outcome.Done::new;
    }

    Supplier<Outcome> leaveQueue(LeaveQueue asked, Step step) {
        Optional<Place> place = find(new HoldKey(asked.lock(), asked.hold()));
        if (place.isPresent() && place.get() instanceof Waiter waiter && waiter.attempt().equals(asked.attempt())) {
            leave(waiter.entry(), step);
        }
        return Outcome.Done::new;
    }

    Supplier<Outcome> breakLock(BreakLock asked, Step step) {
        find(asked.lock()).ifPresent(lock -> {
            List.copyOf(lock.holders()).forEach(holder -> useUp(holder.entry(), step));
            lock.lift();
            step.touch(lock);
        });
        return Outcome.Done::new;
    }

    Supplier<Outcome> liftDelay(LiftDelay asked, Step step) {
        find(asked.lock()).ifPresent(lock -> {
            if (lock.delay().filter(delay -> delay.since().equals(asked.since())).isPresent()) {
                lock.lift();
                step.touch(lock);
            }
        });
        return Outcome.Done::new;
    }

    /** The hold goes, and its name with it. One with a session of its own may be named again. */
    private void useUp(HoldEntry entry, Step step) {
        if (!entry.ownsSession()) {
            entry.session().useUp(entry.key(), quotas.releasedHolds());
        }
        leave(entry, step);
    }

    /** The hold goes, and its session where that is its own. Its client may ask again under the same name. */
    private void leave(HoldEntry entry, Step step) {
        if (entry.ownsSession()) {
            step.end(entry.session(), Ending.CLOSED);
        } else {
            entry.session().holds().remove(entry.key());
            remove(entry.key(), step);
        }
    }

    private Place remove(HoldKey key, Step step) {
        LockEntry lock = existing(key.lock());
        Place place = lock.find(key.hold()).orElseThrow();
        lock.remove(key.hold());
        holds--;
        step.touch(lock);
        if (place instanceof Waiter) {
            step.tell(new Change.HoldSettled(key.lock(), key.hold()));
        }
        return place;
    }

    /** A session is over, and its holds with it. Where it fell silent, its locks may be withheld for a while. */
    void sessionEnded(SessionEntry session, Ending ending, Step step) {
        for (HoldKey key : session.holds()) {
            Place place = remove(key, step);
            boolean delayed = ending == Ending.EXPIRED
                    && place instanceof Holder
                    && place.entry().lockDelay().isPositive();
            if (delayed) {
                existing(key.lock()).withhold(step.position(), place.entry().lockDelay());
            }
        }
    }

    /** Grants what the decree has made free, and forgets the locks that nobody wants. */
    void settle(Step step) {
        for (LockEntry lock : step.locks()) {
            lock.delay().filter(delay -> delay.since().equals(step.position())).ifPresent(delay ->
                    step.tell(new Change.DelayBegan(lock.name(), delay.since(), delay.length())));
            for (var next = lock.successor(); next.isPresent(); next = lock.successor()) {
                HoldKey key = next.get().entry().key();
                lock.queue().remove(key.hold());
                lock.grant(next.get().entry(), step);
                step.tell(new Change.HoldSettled(key.lock(), key.hold()));
            }
            if (lock.isFree() && lock.delay().isEmpty()) {
                // Its tokens still only grow, though nobody remembers them: positions do.
                locks.remove(lock.name().text());
            }
        }
    }

    private Outcome seen(HoldKey key) {
        LockEntry lock = existing(key.lock());
        Place place = lock.find(key.hold()).orElseThrow();
        return switch (place) {
            case Holder holder -> new Outcome.Held(lock.seen(holder));
            case Waiter waiter -> new Outcome.Waits(lock.seen(waiter));
        };
    }

    private Outcome unavailable(LockName name) {
        LockEntry lock = find(name).orElseGet(() -> new LockEntry(name));
        return new Outcome.LockUnavailable(
                lock.holders().stream().map(lock::seen).toList(),
                lock.queue().length(),
                lock.delay().map(LockEntry.Delay::length));
    }

    private LockEntry existing(LockName name) {
        return find(name).orElseThrow();
    }

    List<LockEntry> page(Pages.Range range) {
        return Pages.page(locks, range, lock -> !lock.isFree());
    }

    Iterable<LockEntry> all() {
        return locks.values();
    }

    int holds() {
        return holds;
    }
}
