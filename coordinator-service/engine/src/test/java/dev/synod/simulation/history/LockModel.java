package dev.synod.simulation.history;

import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.simulation.history.LockState.Share;
import dev.synod.simulation.history.LocksState.Grantor;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Locks that are wanted together, or one alone, as API.md describes them. */
public final class LockModel implements Model<LocksState> {

    private final Collection<LockName> locks;
    private final Owners owners;
    private final Tokens tokens;

    public LockModel(Collection<LockName> locks, Owners owners, Tokens tokens) {
        this.locks = List.copyOf(locks);
        this.owners = owners;
        this.tokens = tokens;
    }

    @Override
    public LocksState initial() {
        return LocksState.free(locks);
    }

    @Override
    public List<LocksState> after(LocksState state, Operation operation, long position) {
        if (operation.question() instanceof Question.Does(Command command, var knowing)) {
            Optional<Outcome> outcome = operation.result().map(result -> ((Result.Came) result).outcome());
            return after(state, command, new Told(outcome, position, operation.position().number()));
        }
        if (operation.result().isPresent() && operation.result().get() instanceof Result.SawLock(Lock seen)) {
            return isSeenAs(state.at(seen.name()), seen) ? List.of(state) : List.of();
        }
        return List.of(state);
    }

    /**
     * What was answered, and where the decree stands, as far as known.
     *
     * @param origin tells one decree of a president from another
     */
    private record Told(Optional<Outcome> outcome, long position, long origin) {

        /** Whether the answer was of this kind, or nothing is known of it. */
        boolean may(Class<? extends Outcome> kind) {
            return outcome.isEmpty() || kind.isInstance(outcome.get());
        }

        List<LocksState> only(Class<? extends Outcome> kind, LocksState next) {
            return may(kind) ? List.of(next) : List.of();
        }
    }

    private List<LocksState> after(LocksState state, Command command, Told told) {
        return switch (command) {
            case Command.Acquire acquire -> acquire(state, acquire, told);
            case Command.Release release -> release(
                    state, new Giving(state.at(release.lock()), release.lock(), release.hold(), release.token()), told);
            case Command.LeaveQueue leave -> told.only(Outcome.Done.class, leave(state, leave, told));
            case Command.BreakLock breaking -> told.only(Outcome.Done.class, broken(state, breaking.lock(), told));
            case Command.LiftDelay lift -> lift(state, lift, told);
            case Command.CloseSession close -> told.only(
                    Outcome.Done.class, end(state, owners.name(close.session()), Optional.empty(), told));
            case Command.ExpireSession expire -> told.only(
                    Outcome.Done.class,
                    end(state, owners.name(expire.session()), Optional.of(told.origin()), told));
            case Command.AcquireMany acquire -> acquire(state, acquire, told);
            case Command.ReleaseMany release -> release(state, release, told);
            case Command.LeaveMany leave -> told.only(Outcome.Done.class, leave(state, leave, told));
            case Command.OpenSession open -> List.of(state);
            case Command.EnterElection enter -> List.of(state);
            case Command.Withdraw withdraw -> List.of(state);
            case Command.TransferLead transfer -> List.of(state);
            case Command.ClaimRun claim -> List.of(state);
            case Command.FinishRun finish -> List.of(state);
            case Command.Publish publish -> List.of(state);
            case Command.PutCursor put -> List.of(state);
            case Command.ForgetCursor forget -> List.of(state);
            case Command.ArchiveReached reached -> List.of(state);
            case Command.KeepEvents keep -> List.of(state);
            case Command.Knowing knowing -> after(state, knowing.command(), told);
        };
    }

    // ---- one lock

    private List<LocksState> acquire(LocksState all, Command.Acquire asked, Told told) {
        LockState state = all.at(asked.lock());
        String owner = owners.name(asked.owner(), asked.lock(), asked.hold());
        Share wanted = new Share(
                asked.hold(),
                owner,
                Owners.ttl(asked.owner()),
                asked.mode(),
                asked.lockDelay().isPositive(),
                asked.attempt(),
                0,
                List.of());
        if (asked.owner() instanceof Owner.InSession && all.hasEnded(owner)) {
            return told.only(Outcome.SessionEnded.class, all);
        }
        if (state.used().contains(wanted.use())) {
            return told.only(Outcome.HoldReleased.class, all);
        }
        Optional<Share> before = state.holder(asked.hold()).or(() -> state.waiter(asked.hold()));
        return before.isPresent()
                ? again(all, before.get(), new Asked(asked, wanted, told))
                : anew(all, new Asked(asked, wanted, told));
    }

    private record Asked(Command.Acquire command, Share wanted, Told told) {

        LockName lock() {
            return command.lock();
        }
    }

    private List<LocksState> again(LocksState all, Share before, Asked asked) {
        Share wanted = asked.wanted();
        boolean same = isSame(before, wanted) && before.mode().equals(wanted.mode());
        if (!same) {
            return asked.told().only(Outcome.Conflict.class, all);
        }
        if (all.at(asked.lock()).holder(before.hold()).isPresent()) {
            return seenAs(all, asked);
        }
        if (asked.command().waiting() instanceof Waiting.No) {
            LocksState left = all.changed(asked.lock(), lock -> lock.without(before)).settled(grantor(asked.told()));
            return unavailable(left, asked);
        }
        return seenAs(all.changed(asked.lock(), lock -> lock.retried(before, wanted.attempt())), asked);
    }

    private List<LocksState> anew(LocksState all, Asked asked) {
        Share wanted = asked.wanted();
        LockState state = all.at(asked.lock());
        if (!state.mixes(wanted.mode())) {
            return asked.told().only(Outcome.Conflict.class, all);
        }
        if (state.admits(wanted.mode())) {
            long token = grantor(asked.told()).token(asked.lock(), wanted.hold());
            return seenAs(all.changed(asked.lock(), lock -> lock.holding(wanted.granted(token))), asked);
        }
        return asked.command().waiting() instanceof Waiting.No
                ? unavailable(all, asked)
                : seenAs(all.changed(asked.lock(), lock -> lock.queueing(wanted)), asked);
    }

    private List<LocksState> seenAs(LocksState all, Asked asked) {
        LockState next = all.at(asked.lock());
        Optional<Outcome> outcome = asked.told().outcome();
        HoldName hold = asked.wanted().hold();
        boolean right = outcome.isEmpty()
                || (outcome.get() instanceof Outcome.Held(Hold seen)
                        && next.holder(hold).filter(share -> isHeldAs(share, seen)).isPresent())
                || (outcome.get() instanceof Outcome.Waits(Hold waits)
                        && next.waiter(hold)
                                .filter(share -> isWaitingAs(share, waits, next.queue().indexOf(share)))
                                .isPresent());
        return right ? List.of(all) : List.of();
    }

    private List<LocksState> unavailable(LocksState all, Asked asked) {
        LockState next = all.at(asked.lock());
        Told told = asked.told();
        boolean right = told.outcome().isEmpty()
                || (told.outcome().get() instanceof Outcome.LockUnavailable seen
                        && areHeldAs(next.holders(), seen.holders())
                        && next.queue().size() == seen.queueLength()
                        && next.withheld().isPresent() == seen.withheld().isPresent());
        return right ? List.of(all) : List.of();
    }

    /** A hold to be given back, as one lock shows it. */
    private record Giving(LockState state, LockName lock, HoldName hold, Optional<FencingToken> token) {}

    private List<LocksState> release(LocksState all, Giving asked, Told told) {
        Optional<Share> holder = asked.state().holder(asked.hold());
        Optional<Share> before = holder.or(() -> asked.state().waiter(asked.hold()));
        if (before.isEmpty()) {
            return told.only(Outcome.Done.class, all);
        }
        boolean mayBeStale = asked.token().isPresent() && (holder.isEmpty() || !isSurely(holder.get(), asked.token()));
        boolean mayFit = asked.token().isEmpty() || (holder.isPresent() && isPerhaps(holder.get(), asked.token()));
        LocksState gone = all.usedUp(asked.lock(), before.get()).settled(grantor(told));
        if (mayBeStale && told.may(Outcome.StaleToken.class)) {
            return mayFit && told.may(Outcome.Done.class) ? List.of(gone, all) : List.of(all);
        }
        return mayFit ? told.only(Outcome.Done.class, gone) : List.of();
    }

    /** Tokens are positions; where those are not known, what clients were shown. */
    private Grantor grantor(Told told) {
        return told.position() > 0 ? (lock, hold) -> told.position() : tokens::of;
    }

    private static boolean isSurely(Share share, Optional<FencingToken> token) {
        return share.token() != 0 && isPerhaps(share, token);
    }

    private static boolean isPerhaps(Share share, Optional<FencingToken> token) {
        return share.token() == 0 || token.filter(shown -> shown.number() == share.token()).isPresent();
    }

    private LocksState leave(LocksState all, Command.LeaveQueue asked, Told told) {
        Optional<Share> waiter = all.at(asked.lock())
                .waiter(asked.hold())
                .filter(share -> share.attempt().equals(asked.attempt()));
        return waiter.map(share -> all.changed(asked.lock(), lock -> lock.without(share)).settled(grantor(told)))
                .orElse(all);
    }

    private LocksState broken(LocksState all, LockName lock, Told told) {
        LocksState left = all;
        for (Share share : all.at(lock).holders()) {
            left = left.usedUp(lock, share);
        }
        return left.changed(lock, one -> one.withheldSince(Optional.empty())).settled(grantor(told));
    }

    private List<LocksState> lift(LocksState all, Command.LiftDelay asked, Told told) {
        boolean meant = all.at(asked.lock())
                .withheld()
                .filter(since -> since == asked.since().number())
                .isPresent();
        return List.of(
                meant
                        ? all.changed(asked.lock(), lock -> lock.withheldSince(Optional.empty())).settled(grantor(told))
                        : all);
    }

    /** An owner is gone. Where it fell silent, a delay may begin. */
    private LocksState end(LocksState all, String owner, Optional<Long> expired, Told told) {
        return all.changedAll(lock -> end(lock, owner, expired)).settled(grantor(told));
    }

    private static LockState end(LockState state, String owner, Optional<Long> expired) {
        LockState left = state.ended(owner);
        Optional<Long> withheld = state.withheld();
        for (Share share : state.holders()) {
            if (share.owner().equals(owner)) {
                left = left.without(share);
                withheld = share.delays() && expired.isPresent() ? expired : withheld;
            }
        }
        for (Share share : state.queue()) {
            left = share.owner().equals(owner) ? left.without(share) : left;
        }
        return left.withheldSince(withheld);
    }

    // ---- several locks at once

    private List<LocksState> acquire(LocksState all, Command.AcquireMany asked, Told told) {
        String owner = owners.name(asked.owner(), asked.hold(), asked.hold());
        Share wanted = new Share(
                asked.hold(),
                owner,
                Owners.ttl(asked.owner()),
                asked.locks().get(0).mode(),
                asked.lockDelay().isPositive(),
                asked.attempt(),
                0,
                asked.locks());
        if (asked.owner() instanceof Owner.InSession && all.hasEnded(owner)) {
            return told.only(Outcome.SessionEnded.class, all);
        }
        boolean used = asked.locks().stream().anyMatch(part -> all.at(part.lock()).used().contains(wanted.use()));
        if (used) {
            return told.only(Outcome.HoldReleased.class, all);
        }
        Optional<Share> before = all.ofSeveral(asked.hold());
        return before.isPresent()
                ? again(all, before.get(), new AskedMany(asked, wanted, told))
                : anew(all, new AskedMany(asked, wanted, told));
    }

    private record AskedMany(Command.AcquireMany command, Share wanted, Told told) {}

    private List<LocksState> again(LocksState all, Share before, AskedMany asked) {
        if (!isSame(before, asked.wanted())) {
            return asked.told().only(Outcome.Conflict.class, all);
        }
        LockName first = before.together().get(0).lock();
        if (all.at(first).holder(before.hold()).isPresent()) {
            return seenAs(all, asked);
        }
        if (asked.command().waiting() instanceof Waiting.No) {
            return unavailable(all.without(before).settled(grantor(asked.told())), asked);
        }
        return seenAs(
                all.changedAll(lock -> lock.waiter(before.hold())
                        .map(share -> lock.retried(share, asked.wanted().attempt()))
                        .orElse(lock)),
                asked);
    }

    private List<LocksState> anew(LocksState all, AskedMany asked) {
        boolean mixes = true;
        boolean admits = true;
        for (ManyHold.Share part : asked.command().locks()) {
            mixes &= all.at(part.lock()).mixes(part.mode());
            admits &= all.at(part.lock()).admits(part.mode());
        }
        if (!mixes) {
            return asked.told().only(Outcome.Conflict.class, all);
        }
        if (!admits && asked.command().waiting() instanceof Waiting.No) {
            return unavailable(all, asked);
        }
        LocksState next = all;
        for (ManyHold.Share part : asked.command().locks()) {
            Share share = asked.wanted().in(part.mode());
            long token = grantor(asked.told()).token(part.lock(), share.hold());
            boolean atOnce = admits;
            next = next.changed(
                    part.lock(), lock -> atOnce ? lock.holding(share.granted(token)) : lock.queueing(share));
        }
        return seenAs(next, asked);
    }

    private List<LocksState> seenAs(LocksState all, AskedMany asked) {
        Optional<Outcome> outcome = asked.told().outcome();
        boolean right = outcome.isEmpty()
                || (outcome.get() instanceof Outcome.ManyHeld(ManyHold seen) && isSeenAs(all, seen))
                || (outcome.get() instanceof Outcome.ManyWaits(ManyHold waits) && isSeenAs(all, waits));
        return right ? List.of(all) : List.of();
    }

    private boolean isSeenAs(LocksState all, ManyHold seen) {
        int place = 0;
        for (ManyHold.Share part : seen.locks()) {
            LockState lock = all.at(part.lock());
            Optional<Share> share = lock.holder(seen.hold()).or(() -> lock.waiter(seen.hold()));
            boolean right = share.isPresent()
                    && share.get().together().equals(seen.locks())
                    && share.get().mode().equals(part.mode())
                    && share.get().owner().equals(owners.name(seen.session()))
                    && (lock.holder(seen.hold()).isEmpty()
                            || (seen.state() instanceof Hold.State.Held held
                                    && (share.get().token() == 0
                                            || share.get().token() == held.token().number())));
            if (!right) {
                return false;
            }
            place = Math.max(place, lock.queue().indexOf(share.get()) + 1);
        }
        return switch (seen.state()) {
            case Hold.State.Held held -> place == 0;
            case Hold.State.Waiting(int queuePosition) -> place == queuePosition;
        };
    }

    private List<LocksState> unavailable(LocksState all, AskedMany asked) {
        boolean right = asked.told().outcome().isEmpty()
                || (asked.told().outcome().get() instanceof Outcome.LocksUnavailable seen
                        && areOccupied(all, asked.command().locks(), seen.locks()));
        return right ? List.of(all) : List.of();
    }

    private boolean areOccupied(
            LocksState all, List<ManyHold.Share> asked, List<Outcome.LocksUnavailable.Occupied> seen) {
        List<ManyHold.Share> missing = asked.stream()
                .filter(part -> !all.at(part.lock()).admits(part.mode()))
                .toList();
        boolean right = missing.size() == seen.size();
        for (int place = 0; right && place < missing.size(); place++) {
            LockState lock = all.at(missing.get(place).lock());
            Outcome.LocksUnavailable.Occupied occupied = seen.get(place);
            right = occupied.lock().equals(missing.get(place).lock())
                    && areHeldAs(lock.holders(), occupied.holders())
                    && lock.queue().size() == occupied.queueLength()
                    && lock.withheld().isPresent() == occupied.withheld().isPresent();
        }
        return right;
    }

    private List<LocksState> release(LocksState all, Command.ReleaseMany asked, Told told) {
        Optional<Share> before = all.ofSeveral(asked.hold());
        if (before.isEmpty()) {
            return told.only(Outcome.Done.class, all);
        }
        LockName first = before.get().together().get(0).lock();
        return release(all, new Giving(all.at(first), first, asked.hold(), asked.token()), told);
    }

    private LocksState leave(LocksState all, Command.LeaveMany asked, Told told) {
        Optional<Share> waiter = all.ofSeveral(asked.hold())
                .filter(share -> all.at(share.together().get(0).lock()).waiter(asked.hold()).isPresent())
                .filter(share -> share.attempt().equals(asked.attempt()));
        return waiter.map(share -> all.without(share).settled(grantor(told))).orElse(all);
    }

    // ---- what was seen

    private static boolean isSame(Share before, Share wanted) {
        return before.owner().equals(wanted.owner())
                && before.ttl().equals(wanted.ttl())
                && before.delays() == wanted.delays()
                && before.together().equals(wanted.together());
    }

    private boolean isSeenAs(LockState state, Lock seen) {
        boolean right = areHeldAs(state.holders(), seen.holders())
                && state.queue().size() == seen.waiting().size()
                && state.withheld().isPresent() == seen.withheld().isPresent();
        for (int place = 0; right && place < state.queue().size(); place++) {
            right = isWaitingAs(state.queue().get(place), seen.waiting().get(place), place);
        }
        return right;
    }

    private boolean areHeldAs(List<Share> shares, List<Hold> seen) {
        boolean right = shares.size() == seen.size();
        for (int place = 0; right && place < shares.size(); place++) {
            right = isHeldAs(shares.get(place), seen.get(place));
        }
        return right;
    }

    private boolean isHeldAs(Share share, Hold seen) {
        return seen.state() instanceof Hold.State.Held held
                && isSame(share, seen)
                && (share.token() == 0 || share.token() == held.token().number());
    }

    private boolean isWaitingAs(Share share, Hold seen, int place) {
        return seen.state() instanceof Hold.State.Waiting waiting
                && isSame(share, seen)
                && waiting.queuePosition() == place + 1;
    }

    private boolean isSame(Share share, Hold seen) {
        return share.hold().equals(seen.hold())
                && share.mode().equals(seen.mode())
                && share.owner().equals(owners.name(seen.session()));
    }
}
