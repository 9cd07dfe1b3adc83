package dev.synod.coordination.state;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command.AcquireMany;
import dev.synod.coordination.Command.LeaveMany;
import dev.synod.coordination.Command.ReleaseMany;
import dev.synod.coordination.Hold;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Outcome.LocksUnavailable.Occupied;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.state.ManyEntry.Part;
import dev.synod.coordination.state.ManyEntry.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Several locks asked for, awaited and given back together.
 *
 * <p>A hold of several locks enters the queues of all of them by one decree. So of any two such holds the same one
 * stands before the other in every queue that they share, and none can wait for another in a circle.
 */
final class ManyAtOnce {

    private final Quotas quotas;
    private final Sessions sessions;
    private final Locks locks;
    private final ManyHolds many;

    ManyAtOnce(Quotas quotas, Sessions sessions, Locks locks) {
        this.quotas = quotas;
        this.sessions = sessions;
        this.locks = locks;
        this.many = locks.many();
    }

    Supplier<Outcome> acquire(AcquireMany asked, Step step) {
        if (asked.owner() instanceof Owner.InSession(var id)) {
            Optional<SessionEntry> session = sessions.find(id);
            if (session.isEmpty()) {
                return () -> sessions.notOpen(id);
            }
            step.concern(session.get());
            if (session.get().usedUp().contains(asked.hold())) {
                return Outcome.HoldReleased::new;
            }
        }
        Optional<ManyEntry> before = many.find(asked.hold());
        return before.isPresent() ? again(asked, before.get(), step) : anew(asked, step);
    }

    private Supplier<Outcome> again(AcquireMany asked, ManyEntry before, Step step) {
        if (asked.owner() instanceof Owner.OwnSession && before.ownsSession()) {
            step.concern(before.session());
        }
        Optional<String> difference = Differences.of(asked, before);
        if (difference.isPresent()) {
            return () -> new Outcome.Conflict(difference.get());
        }
        if (before.waits()) {
            if (asked.waiting() instanceof Waiting.No) {
                locks.leave(before, Ending.CLOSED, step);
                return () -> unavailable(asked.locks());
            }
            before.waitFor(new Request(asked.attempt(), asked.waiting()));
            tellOfWait(asked, step);
        }
        return () -> seen(before);
    }

    private Supplier<Outcome> anew(AcquireMany asked, Step step) {
        boolean atOnce = true;
        for (ManyHold.Share share : asked.locks()) {
            LockEntry lock = locks.findOrNew(share.lock());
            Optional<String> difference = lock.find(asked.hold()).isPresent()
                    ? Optional.of("hold " + asked.hold() + " of " + lock + " is a hold of its own")
                    : Differences.of(share.mode(), lock);
            if (difference.isPresent()) {
                return () -> new Outcome.Conflict(difference.get());
            }
            atOnce &= lock.admits(share.mode());
        }
        if (!atOnce && asked.waiting() instanceof Waiting.No) {
            return () -> unavailable(asked.locks());
        }
        Optional<Outcome> bound = bound(asked);
        if (bound.isPresent()) {
            return bound::get;
        }
        ManyEntry entry = enter(asked, step);
        if (atOnce) {
            entry.grant(step, locks);
        } else {
            entry.queue(new Request(asked.attempt(), asked.waiting()));
            tellOfPlaces(entry, step);
            tellOfWait(asked, step);
        }
        return () -> seen(entry);
    }

    private Optional<Outcome> bound(AcquireMany asked) {
        if (asked.owner() instanceof Owner.OwnSession && sessions.isFull()) {
            return Optional.of(sessions.quotaReached());
        }
        if (asked.locks().size() > quotas.locks().holds() - locks.holds()) {
            return Optional.of(locks.holdsReached());
        }
        for (ManyHold.Share share : asked.locks()) {
            LockEntry lock = locks.findOrNew(share.lock());
            if (lock.queue().length() >= quotas.locks().waiting()) {
                return Optional.of(locks.queueReached(lock));
            }
        }
        return Optional.empty();
    }

    private ManyEntry enter(AcquireMany asked, Step step) {
        SessionEntry session =
                switch (asked.owner()) {
                    case Owner.InSession(var id) -> sessions.find(id).orElseThrow();
                    case Owner.OwnSession own -> sessions.openOwn(own, new Purpose.OfManyHold(asked.hold()), step);
                };
        var parts = new ArrayList<Part>(asked.locks().size());
        for (ManyHold.Share share : asked.locks()) {
            var key = new HoldKey(share.lock(), asked.hold());
            var entry = new HoldEntry(key, session, share.mode(), asked.lockDelay());
            LockEntry lock = locks.findOrNew(share.lock());
            locks.enter(entry, lock);
            parts.add(new Part(lock, entry));
        }
        var whole = new ManyEntry(asked.hold(), session, parts);
        many.put(whole);
        return whole;
    }

    private static void tellOfPlaces(ManyEntry entry, Step step) {
        entry.parts().forEach(part -> Gazette.hold(
                "lock.awaited", part.lock().seen(entry.name()).orElseThrow(), entry.session(), step));
    }

    private static void tellOfWait(AcquireMany asked, Step step) {
        if (asked.waiting() instanceof Waiting.AtMost(var limit)) {
            step.tell(new Change.ManyWaits(asked.hold(), asked.attempt(), limit));
        }
    }

    Supplier<Outcome> release(ReleaseMany asked, Step step) {
        Optional<ManyEntry> entry = many.find(asked.hold());
        if (entry.isPresent()) {
            step.concern(entry.get().session());
            Optional<Outcome> stale = stale(asked, entry.get());
            if (stale.isPresent()) {
                return stale::get;
            }
            locks.useUp(entry.get(), Ending.CLOSED, step);
        }
        return Outcome.Done::new;
    }

    private static Optional<Outcome> stale(ReleaseMany asked, ManyEntry entry) {
        boolean stale = asked.token().isPresent() && !entry.token().equals(asked.token());
        return stale ? Optional.of(new Outcome.StaleToken(entry.token())) : Optional.empty();
    }

    Supplier<Outcome> leaveQueues(LeaveMany asked, Step step) {
        many.find(asked.hold())
                .filter(entry -> entry.request()
                        .filter(request -> request.attempt().equals(asked.attempt()))
                        .isPresent())
                .ifPresent(entry -> locks.leave(entry, Ending.CLOSED, step));
        return Outcome.Done::new;
    }

    private static Outcome seen(ManyEntry entry) {
        ManyHold hold = entry.seen();
        return switch (hold.state()) {
            case Hold.State.Held held -> new Outcome.ManyHeld(hold);
            case Hold.State.Waiting waiting -> new Outcome.ManyWaits(hold);
        };
    }

    /** Those of the locks that a newcomer would not have at once. */
    Outcome.LocksUnavailable unavailable(List<ManyHold.Share> shares) {
        List<Occupied> occupied = new ArrayList<>();
        for (ManyHold.Share share : shares) {
            LockEntry lock = locks.findOrNew(share.lock());
            if (!lock.admits(share.mode())) {
                occupied.add(new Occupied(
                        share.lock(),
                        lock.seenHolders(),
                        lock.queue().length(),
                        lock.delay().map(LockEntry.Delay::length)));
            }
        }
        return new Outcome.LocksUnavailable(List.copyOf(occupied));
    }
}
