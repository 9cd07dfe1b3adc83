package dev.synod.coordination.state;

import dev.synod.coordination.Command.Acquire;
import dev.synod.coordination.Command.AcquireMany;
import dev.synod.coordination.Command.LeaveMany;
import dev.synod.coordination.Command.ReleaseMany;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Outcome.LocksUnavailable.Occupied;
import dev.synod.coordination.Owner.InSession;
import dev.synod.coordination.Owner.OwnSession;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.state.NaiveEntities.AHold;
import dev.synod.coordination.state.NaiveEntities.AMany;
import dev.synod.coordination.state.NaiveEntities.ASession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The holds of several locks of {@link NaiveCoordination}: in each lock a hold as others, that is a part. */
final class NaiveMany {

    private final NaiveCoordination all;
    private final List<AMany> manys = new ArrayList<>();

    NaiveMany(NaiveCoordination all) {
        this.all = all;
    }

    Optional<AMany> find(HoldName name) {
        return manys.stream().filter(many -> many.asked.hold().equals(name)).findFirst();
    }

    List<AHold> parts(HoldName name) {
        return find(name).orElseThrow().parts;
    }

    Outcome acquire(AcquireMany asked) {
        Optional<Outcome> refused = all.refused(asked.owner());
        if (refused.isPresent()) {
            return refused.get();
        }
        boolean usedUp = asked.owner() instanceof InSession(var id)
                && all.session(id).orElseThrow().usedUp.contains(asked.hold());
        if (usedUp) {
            return new Outcome.HoldReleased();
        }
        Optional<AMany> before = find(asked.hold());
        return before.isPresent() ? again(asked, before.get()) : anew(asked);
    }

    private Outcome again(AcquireMany asked, AMany many) {
        boolean same = NaiveCoordination.sameOwner(asked.owner(), many.session, many.own)
                && many.asked.locks().equals(asked.locks())
                && many.asked.lockDelay().equals(asked.lockDelay());
        if (!same) {
            return new Outcome.Conflict("");
        }
        if (many.waits() && asked.waiting() instanceof Waiting.No) {
            leave(many);
            all.settle();
            return unavailable(asked);
        }
        if (many.waits()) {
            many.attempt = asked.attempt();
        }
        return outcome(many);
    }

    private Outcome anew(AcquireMany asked) {
        boolean atOnce = true;
        for (ManyHold.Share share : asked.locks()) {
            if (all.hold(share.lock(), asked.hold()).isPresent() || all.mixes(share.mode(), share.lock())) {
                return new Outcome.Conflict("");
            }
            atOnce &= all.admits(share.mode(), share.lock());
        }
        if (!atOnce && asked.waiting() instanceof Waiting.No) {
            return unavailable(asked);
        }
        boolean full = (asked.owner() instanceof OwnSession && all.sessions.size() == all.quotas.sessions().open())
                || all.holds.size() + asked.locks().size() > all.quotas.locks().holds()
                || asked.locks().stream()
                        .anyMatch(share -> all.waiting(share.lock()).size() == all.quotas.locks().waiting());
        if (full) {
            return new Outcome.QuotaReached("");
        }
        var many = new AMany(asked, all.owner(asked.owner()));
        for (ManyHold.Share share : asked.locks()) {
            var alone = new Acquire(
                    share.lock(),
                    asked.hold(),
                    asked.owner(),
                    share.mode(),
                    asked.lockDelay(),
                    asked.waiting(),
                    asked.attempt());
            var part = new AHold(alone, many.session, false);
            part.part = true;
            many.parts.add(part);
        }
        manys.add(many);
        all.holds.addAll(many.parts);
        if (atOnce) {
            many.parts.forEach(all::grant);
        }
        return outcome(many);
    }

    Outcome release(ReleaseMany asked) {
        Optional<AMany> many = find(asked.hold());
        Optional<FencingToken> token =
                many.flatMap(found -> found.parts.getFirst().granted.map(FencingToken::grantedAt));
        if (many.isPresent() && asked.token().isPresent() && !asked.token().equals(token)) {
            return new Outcome.StaleToken(token);
        }
        many.ifPresent(this::useUp);
        return all.done();
    }

    Outcome leave(LeaveMany asked) {
        find(asked.hold())
                .filter(many -> many.waits() && many.attempt.equals(asked.attempt()))
                .ifPresent(this::leave);
        return all.done();
    }

    void useUp(AMany many) {
        if (!many.own) {
            all.useUp(many.session, many.asked.hold());
        }
        leave(many);
    }

    private void leave(AMany many) {
        if (many.own) {
            all.forget(many.session, false);
        } else {
            manys.remove(many);
            all.holds.removeAll(many.parts);
        }
    }

    void sessionEnded(ASession session) {
        manys.removeIf(many -> many.session == session);
    }

    Optional<Object> ownOf(ASession session) {
        return manys.stream()
                .filter(many -> many.own && many.session == session)
                .<Object>map(many -> many.asked.hold())
                .findFirst();
    }

    private Outcome outcome(AMany many) {
        return many.waits() ? new Outcome.ManyWaits(seen(many)) : new Outcome.ManyHeld(seen(many));
    }

    private Outcome unavailable(AcquireMany asked) {
        return new Outcome.LocksUnavailable(asked.locks().stream()
                .filter(share -> !all.admits(share.mode(), share.lock()))
                .map(share -> occupied(share.lock()))
                .toList());
    }

    private Occupied occupied(LockName name) {
        Lock lock = all.lock(name);
        return new Occupied(name, lock.holders(), lock.waiting().size(), lock.withheld());
    }

    private ManyHold seen(AMany many) {
        List<Hold.State> states = many.parts.stream()
                .map(part -> all.seen(part))
                .map(Hold::state)
                .toList();
        Hold.State state = many.waits()
                ? new Hold.State.Waiting(states.stream()
                        .mapToInt(place -> ((Hold.State.Waiting) place).queuePosition())
                        .max()
                        .orElseThrow())
                : states.getFirst();
        return new ManyHold(many.asked.hold(), many.session.id, many.asked.locks(), state);
    }

    Optional<ManyHold> hold(HoldName name) {
        return find(name).map(this::seen);
    }

    boolean ownsSession(HoldName name) {
        return find(name).filter(many -> many.own).isPresent();
    }

    /** Whether a hold of that name in that lock is a part of one. */
    boolean isPart(LockName lock, HoldName name) {
        return all.hold(lock, name).filter(hold -> hold.part).isPresent();
    }
}
