package dev.synod.coordination.state;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command.Acquire;
import dev.synod.coordination.Command.BreakLock;
import dev.synod.coordination.Command.LeaveQueue;
import dev.synod.coordination.Command.LiftDelay;
import dev.synod.coordination.Command.Release;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.Waits.Wait;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.state.Place.Holder;
import dev.synod.coordination.state.Place.Waiter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Who holds what, and who waits for it. First come, first served: nobody overtakes, in no mode.
 *
 * <p>Every command answers with a supplier, which the caller asks once the decree has settled: an outcome is read off
 * the state after it.
 */
final class Locks {

    private final Quotas quotas;
    private final Sessions sessions;
    private final Map<LockName, LockEntry> locks = new LinkedHashMap<>();
    /** For listings only: among many locks, looking one up takes many comparisons here and none by its hash. */
    private final NavigableMap<String, LockEntry> byName = new TreeMap<>();

    private final ManyHolds many = new ManyHolds();
    /** Of locks that nobody wants: what their last releasers knew. */
    private final LeftBehind<LockName> left;

    private int holds;

    Locks(Quotas quotas, Sessions sessions) {
        this.quotas = quotas;
        this.sessions = sessions;
        left = new LeftBehind<>(quotas.events().released());
    }

    Optional<LockEntry> find(LockName lock) {
        return Optional.ofNullable(locks.get(lock));
    }

    Optional<Place> find(HoldKey key) {
        return find(key.lock()).flatMap(lock -> lock.find(key.hold()));
    }

    /** The lock as it stands, or as it would be if somebody wanted it. */
    LockEntry findOrNew(LockName lock) {
        return find(lock).orElseGet(() -> new LockEntry(lock));
    }

    /** A hold of one lock: parts of holds of several answer to the whole's name only. */
    Optional<Place> findSingle(HoldKey key) {
        return find(key).filter(place -> many.whole(key).isEmpty());
    }

    ManyHolds many() {
        return many;
    }

    Supplier<Outcome> acquire(Acquire asked, Step step) {
        if (asked.owner() instanceof Owner.InSession(var id)) {
            Optional<SessionEntry> session = sessions.find(id);
            if (session.isEmpty()) {
                return () -> sessions.notOpen(id);
            }
            step.concern(session.get());
            if (session.get().usedUp().contains(new HoldKey(asked.lock(), asked.hold()))) {
                return Outcome.HoldReleased::new;
            }
        }
        LockEntry lock = findOrNew(asked.lock());
        Optional<Place> before = lock.find(asked.hold());
        return before.isPresent() ? again(asked, before.get(), lock, step) : anew(asked, lock, step);
    }

    private Supplier<Outcome> again(Acquire asked, Place before, LockEntry lock, Step step) {
        if (asked.owner() instanceof Owner.OwnSession && before.entry().ownsSession()) {
            step.concern(before.entry().session());
        }
        Optional<String> difference = many.whole(before.entry().key())
                .map(whole -> before.entry().key() + " is part of a hold of several locks")
                .or(() -> Differences.of(asked, before.entry()));
        if (difference.isPresent()) {
            return () -> new Outcome.Conflict(difference.get());
        }
        if (before instanceof Waiter waiter) {
            if (asked.waiting() instanceof Waiting.No) {
                leave(waiter.entry(), Ending.CLOSED, step);
                return () -> unavailable(lock);
            }
            lock.queue().replace(new Waiter(waiter.entry(), asked.attempt(), asked.waiting()));
            tellOfWait(asked, step);
        }
        return () -> seen(lock, asked.hold());
    }

    private Supplier<Outcome> anew(Acquire asked, LockEntry lock, Step step) {
        Optional<String> difference = Differences.of(asked.mode(), lock);
        if (difference.isPresent()) {
            return () -> new Outcome.Conflict(difference.get());
        }
        boolean atOnce = lock.admits(asked.mode());
        if (!atOnce && asked.waiting() instanceof Waiting.No) {
            return () -> unavailable(lock);
        }
        Optional<Outcome> bound = bound(asked, lock);
        if (bound.isPresent()) {
            return bound::get;
        }
        HoldEntry entry = enter(asked, lock, step);
        if (atOnce) {
            grant(entry, lock, step);
        } else {
            lock.queue().add(new Waiter(entry, asked.attempt(), asked.waiting()));
            Gazette.hold("lock.awaited", lock.seen(asked.hold()).orElseThrow(), entry.session(), step);
            tellOfWait(asked, step);
        }
        return () -> seen(lock, asked.hold());
    }

    private Optional<Outcome> bound(Acquire asked, LockEntry lock) {
        if (asked.owner() instanceof Owner.OwnSession && sessions.isFull()) {
            return Optional.of(sessions.quotaReached());
        }
        if (holds >= quotas.locks().holds()) {
            return Optional.of(holdsReached());
        }
        if (lock.queue().length() >= quotas.locks().waiting()) {
            return Optional.of(queueReached(lock));
        }
        return Optional.empty();
    }

    Outcome holdsReached() {
        return new Outcome.QuotaReached("as many holds stand at all locks as may be: " + quotas.locks().holds());
    }

    Outcome queueReached(LockEntry lock) {
        return new Outcome.QuotaReached(
                "as many holds wait for lock " + lock.name() + " as may be: " + quotas.locks().waiting());
    }

    private HoldEntry enter(Acquire asked, LockEntry lock, Step step) {
        var key = new HoldKey(asked.lock(), asked.hold());
        SessionEntry session =
                switch (asked.owner()) {
                    case Owner.InSession(var id) -> sessions.find(id).orElseThrow();
                    case Owner.OwnSession own -> sessions.openOwn(own, new Purpose.OfHold(key), step);
                };
        var entry = new HoldEntry(key, session, asked.mode(), asked.lockDelay());
        enter(entry, lock);
        return entry;
    }

    /** A hold is there from now on; the caller grants it or lets it wait. */
    void enter(HoldEntry entry, LockEntry lock) {
        entry.session().holds().add(entry.key());
        put(lock);
        holds++;
    }

    private void put(LockEntry lock) {
        if (locks.putIfAbsent(lock.name(), lock) == null) {
            byName.put(lock.name().text(), lock);
            lock.leave(left.take(lock.name()));
        }
    }

    /** To take a lock is to happen after its release. */
    void grant(HoldEntry entry, LockEntry lock, Step step) {
        sessions.hear(entry.session(), lock.left());
        lock.grant(entry, step);
        Gazette.hold("lock.granted", lock.seen(entry.key().hold()).orElseThrow(), entry.session(), step);
    }

    private static void tellOfWait(Acquire asked, Step step) {
        if (asked.waiting() instanceof Waiting.AtMost(var limit)) {
            step.tell(new Change.HoldWaits(asked.lock(), asked.hold(), asked.attempt(), limit));
        }
    }

    Supplier<Outcome> release(Release asked, Step step) {
        Optional<Place> place = findSingle(new HoldKey(asked.lock(), asked.hold()));
        if (place.isPresent()) {
            step.concern(place.get().entry().session());
            boolean stale = asked.token().isPresent()
                    && !(place.get() instanceof Holder holder && holder.state().token().equals(asked.token().get()));
            if (stale) {
                return () -> new Outcome.StaleToken(find(asked.lock()).flatMap(LockEntry::token));
            }
            useUp(place.get().entry(), Ending.CLOSED, step);
        }
        return Outcome.Done::new;
    }

    Supplier<Outcome> leaveQueue(LeaveQueue asked, Step step) {
        Optional<Place> place = findSingle(new HoldKey(asked.lock(), asked.hold()));
        if (place.isPresent() && place.get() instanceof Waiter waiter && waiter.attempt().equals(asked.attempt())) {
            leave(waiter.entry(), Ending.CLOSED, step);
        }
        return Outcome.Done::new;
    }

    Supplier<Outcome> breakLock(BreakLock asked, Step step) {
        find(asked.lock()).ifPresent(lock -> {
            List.copyOf(lock.holders()).forEach(holder -> take(holder.entry(), Ending.BROKEN, step));
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

    /** An operator takes the hold away: one of several locks goes as a whole, from all of them. */
    private void take(HoldEntry entry, Ending ending, Step step) {
        many.whole(entry.key())
                .ifPresentOrElse(whole -> useUp(whole, ending, step), () -> useUp(entry, ending, step));
    }

    /** As a single hold: it goes from all of its locks, and its name with it. */
    void useUp(ManyEntry whole, Ending ending, Step step) {
        if (!whole.ownsSession()) {
            whole.session().usedUp().add(whole.name());
        }
        leave(whole, ending, step);
    }

    /** As a single hold: it goes from all of its locks, and its session where that is its own. */
    void leave(ManyEntry whole, Ending ending, Step step) {
        if (whole.ownsSession()) {
            step.end(whole.session(), ending);
        } else {
            forget(whole, step);
            for (ManyEntry.Part part : whole.parts()) {
                whole.session().holds().remove(part.key());
                remove(part.key(), ending, step);
            }
        }
    }

    private void forget(ManyEntry whole, Step step) {
        many.remove(whole);
        if (whole.waits()) {
            step.tell(new Change.ManySettled(whole.name()));
        }
    }

    /** The hold goes, and its name with it. One with a session of its own may be named again. */
    private void useUp(HoldEntry entry, Ending ending, Step step) {
        if (!entry.ownsSession()) {
            entry.session().usedUp().add(entry.key());
        }
        leave(entry, ending, step);
    }

    /** The hold goes, and its session where that is its own. Its client may ask again under the same name. */
    private void leave(HoldEntry entry, Ending ending, Step step) {
        if (entry.ownsSession()) {
            step.end(entry.session(), ending);
        } else {
            entry.session().holds().remove(entry.key());
            remove(entry.key(), ending, step);
        }
    }

    private Place remove(HoldKey key, Ending ending, Step step) {
        LockEntry lock = existing(key.lock());
        Place place = lock.find(key.hold()).orElseThrow();
        tellOfEnd(lock.seen(key.hold()).orElseThrow(), ending, place.entry().session(), step);
        if (place instanceof Holder) {
            lock.leave(sessions.left(lock.left(), place.entry().session()));
        }
        lock.remove(key.hold());
        holds--;
        step.touch(lock);
        if (place instanceof Waiter) {
            step.tell(new Change.HoldSettled(key.lock(), key.hold()));
        }
        return place;
    }

    private static void tellOfEnd(Hold hold, Ending ending, SessionEntry session, Step step) {
        if (hold.state() instanceof Hold.State.Waiting) {
            Gazette.hold("lock.abandoned", hold, session, step);
            return;
        }
        switch (ending) {
            case CLOSED -> Gazette.hold("lock.released", hold, session, step);
            case EXPIRED -> Gazette.hold("lock.expired", hold, session, step);
            case BROKEN -> Gazette.broken(hold, step);
        }
    }

    /** What the session is there for, where that is a hold, or one of several locks. */
    private Set<HoldKey> owned(SessionEntry session) {
        return session.holds().stream()
                .filter(key -> session.isOwnOf(key)
                        || many.whole(key).filter(ManyEntry::ownsSession).isPresent())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A session is over, and its holds with it. Where it fell silent, its locks may be withheld for a while. */
    void sessionEnded(SessionEntry session, Ending ending, Step step) {
        Set<HoldKey> owned = ending == Ending.BROKEN ? owned(session) : Set.of();
        for (HoldKey key : session.holds()) {
            many.whole(key).ifPresent(whole -> forget(whole, step));
            boolean isBroken = ending == Ending.BROKEN && owned.contains(key);
            Place place = remove(key, ending == Ending.BROKEN && !isBroken ? Ending.CLOSED : ending, step);
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
            grantWaiting(lock, step);
            if (lock.isFree() && lock.delay().isEmpty()) {
                // Its tokens still only grow, though nobody remembers them: positions do.
                locks.remove(lock.name());
                byName.remove(lock.name().text());
                left.remember(lock.name(), lock.left());
            }
        }
        for (var again = step.nextLook(); again.isPresent(); again = step.nextLook()) {
            grantWaiting(again.get(), step);
        }
    }

    private void grantWaiting(LockEntry lock, Step step) {
        for (var next = lock.successor(); next.isPresent(); next = lock.successor()) {
            HoldKey key = next.get().entry().key();
            Optional<ManyEntry> whole = many.whole(key);
            if (whole.isPresent()) {
                if (!whole.get().isNext()) {
                    return; // it waits for another of its locks, and nobody overtakes it here
                }
                grant(whole.get(), step);
            } else {
                lock.queue().remove(key.hold());
                grant(next.get().entry(), lock, step);
                step.tell(new Change.HoldSettled(key.lock(), key.hold()));
            }
        }
    }

    /** Whoever shares its locks may have waited behind it: each of them is looked at again. */
    private void grant(ManyEntry whole, Step step) {
        whole.grant(step, this);
        for (ManyEntry.Part part : whole.parts()) {
            step.tell(new Change.HoldSettled(part.key().lock(), part.key().hold()));
            step.lookAgain(part.lock());
        }
        step.tell(new Change.ManySettled(whole.name()));
    }

    private static Outcome seen(LockEntry lock, HoldName name) {
        Hold hold = lock.seen(name).orElseThrow();
        return switch (hold.state()) {
            case Hold.State.Held held -> new Outcome.Held(hold);
            case Hold.State.Waiting waiting -> new Outcome.Waits(hold);
        };
    }

    private static Outcome unavailable(LockEntry lock) {
        return new Outcome.LockUnavailable(
                lock.seenHolders(), lock.queue().length(), lock.delay().map(LockEntry.Delay::length));
    }

    private LockEntry existing(LockName name) {
        return find(name).orElseThrow();
    }

    List<LockEntry> page(Pages.Range range) {
        return Pages.page(byName, range, lock -> !lock.isFree());
    }

    Iterable<LockEntry> all() {
        return byName.values();
    }

    /** The first {@code limit} waits, by lock. */
    List<Wait> waits(int limit) {
        return byName.values().stream()
                .filter(lock -> !lock.queue().isEmpty())
                .flatMap(lock -> new Waiters(lock, many).waits().stream())
                .limit(limit)
                .toList();
    }

    LeftBehind<LockName> left() {
        return left;
    }

    int holds() {
        return holds;
    }

    /** Tells what ends by time, lock by lock. */
    void tellRunning(Consumer<Change> tell) {
        all().forEach(lock -> lock.tellRunning(tell));
        many.tellRunning(tell);
    }

    /** Each session's holds, in its order, so that they leave in that order; then the locks, by name. */
    void write(Writer out) {
        var numbered = new NumberedHolds();
        for (SessionEntry session : sessions.inOrder()) {
            out.number(session.holds().size());
            for (HoldKey key : session.holds()) {
                HoldEntry entry = find(key).orElseThrow().entry();
                numbered.add(entry);
                entry.write(out);
            }
        }
        out.number(locks.size());
        all().forEach(lock -> lock.write(numbered, out));
    }

    /** Reads the locks of sessions that have been read, where there are none yet. */
    void read(Reader in) {
        var numbered = new NumberedHolds();
        for (SessionEntry session : sessions.inOrder()) {
            int count = in.count();
            for (int i = 0; i < count; i++) {
                var entry = HoldEntry.read(session, in);
                numbered.add(entry);
                session.holds().add(entry.key());
            }
        }
        holds = numbered.count();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            var lock = LockEntry.read(numbered, in);
            if (!byName.isEmpty() && byName.lastKey().compareTo(lock.name().text()) >= 0) {
                throw Reader.malformed(lock + " is not in the order of names");
            }
            put(lock);
        }
    }

    /** What was left behind at each lock, by name, and at those that nobody wants. */
    void writeLeft(Writer out) {
        all().forEach(lock -> Parts.write(lock.left(), out));
        left.write(out, LockName::text);
    }

    void readLeft(Reader in) {
        all().forEach(lock -> lock.leave(Parts.context(in)));
        left.read(in, Parts::lock);
    }
}
