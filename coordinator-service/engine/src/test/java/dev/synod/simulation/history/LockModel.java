package dev.synod.simulation.history;

import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.simulation.history.LockState.Share;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** One lock, as API.md describes it. */
public final class LockModel implements Model<LockState> {

    private final LockName lock;
    private final Owners owners;
    private final Tokens tokens;

    public LockModel(LockName lock, Owners owners, Tokens tokens) {
        this.lock = lock;
        this.owners = owners;
        this.tokens = tokens;
    }

    @Override
    public LockState initial() {
        return LockState.FREE;
    }

    @Override
    public List<LockState> after(LockState state, Operation operation, long position) {
        if (operation.question() instanceof Question.Does(Command command)) {
            Optional<Outcome> outcome = operation.result().map(result -> ((Result.Came) result).outcome());
            return after(state, command, new Told(outcome, position, operation.position().number()));
        }
        if (operation.result().isPresent() && operation.result().get() instanceof Result.SawLock(Lock seen)) {
            return isSeenAs(state, seen) ? List.of(state) : List.of();
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

        List<LockState> only(Class<? extends Outcome> kind, LockState next) {
            return may(kind) ? List.of(next) : List.of();
        }
    }

    private List<LockState> after(LockState state, Command command, Told told) {
        return switch (command) {
            case Command.Acquire acquire -> acquire(state, acquire, told);
            case Command.Release release -> release(state, release, told);
            case Command.LeaveQueue leave -> told.only(Outcome.Done.class, leave(state, leave, told.position()));
            case Command.BreakLock breaking -> told.only(Outcome.Done.class, broken(state, told.position()));
            case Command.LiftDelay lift -> lift(state, lift, told);
            case Command.CloseSession close -> told.only(
                    Outcome.Done.class, end(state, owners.name(close.session()), Optional.empty(), told.position()));
            case Command.ExpireSession expire -> told.only(
                    Outcome.Done.class,
                    end(state, owners.name(expire.session()), Optional.of(told.origin()), told.position()));
            case Command.OpenSession open -> List.of(state);
            case Command.EnterElection enter -> List.of(state);
            case Command.Withdraw withdraw -> List.of(state);
            case Command.TransferLead transfer -> List.of(state);
            case Command.AcquireMany acquire -> throw unmodelled(acquire);
            case Command.ReleaseMany release -> throw unmodelled(release);
            case Command.LeaveMany leave -> throw unmodelled(leave);
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

    /** No client of the simulation asks for several locks: whoever makes one do so must say here what comes of it. */
    private static IllegalStateException unmodelled(Command command) {
        return new IllegalStateException("one lock's model does not say what becomes of " + command);
    }

    private List<LockState> acquire(LockState state, Command.Acquire asked, Told told) {
        String owner = owners.name(asked.owner(), asked.lock(), asked.hold());
        Share wanted = new Share(
                asked.hold(),
                owner,
                Owners.ttl(asked.owner()),
                asked.mode(),
                asked.lockDelay().isPositive(),
                asked.attempt(),
                0);
        if (asked.owner() instanceof Owner.InSession && state.ended().contains(owner)) {
            return told.only(Outcome.SessionEnded.class, state);
        }
        if (state.used().contains(wanted.use())) {
            return told.only(Outcome.HoldReleased.class, state);
        }
        Optional<Share> before = state.holder(asked.hold()).or(() -> state.waiter(asked.hold()));
        return before.isPresent()
                ? again(state, before.get(), new Asked(asked, wanted, told))
                : anew(state, new Asked(asked, wanted, told));
    }

    private record Asked(Command.Acquire command, Share wanted, Told told) {}

    private List<LockState> again(LockState state, Share before, Asked asked) {
        Share wanted = asked.wanted();
        boolean same = before.owner().equals(wanted.owner())
                && before.ttl().equals(wanted.ttl())
                && before.mode().equals(wanted.mode())
                && before.delays() == wanted.delays();
        if (!same) {
            return asked.told().only(Outcome.Conflict.class, state);
        }
        if (state.holder(before.hold()).isPresent()) {
            return seenAs(state, asked);
        }
        if (asked.command().waiting() instanceof Waiting.No) {
            LockState left = state.without(before).settled(token(asked.told().position()));
            return unavailable(left, asked.told());
        }
        return seenAs(state.retried(before, wanted.attempt()), asked);
    }

    private List<LockState> anew(LockState state, Asked asked) {
        Share wanted = asked.wanted();
        if (!state.mixes(wanted.mode())) {
            return asked.told().only(Outcome.Conflict.class, state);
        }
        if (state.admits(wanted.mode())) {
            long token = token(asked.told().position()).applyAsLong(wanted.hold());
            return seenAs(state.holding(wanted.granted(token)), asked);
        }
        return asked.command().waiting() instanceof Waiting.No
                ? unavailable(state, asked.told())
                : seenAs(state.queueing(wanted), asked);
    }

    private List<LockState> seenAs(LockState next, Asked asked) {
        Optional<Outcome> outcome = asked.told().outcome();
        HoldName hold = asked.wanted().hold();
        boolean right = outcome.isEmpty()
                || (outcome.get() instanceof Outcome.Held(Hold seen)
                        && next.holder(hold).filter(share -> isHeldAs(share, seen)).isPresent())
                || (outcome.get() instanceof Outcome.Waits(Hold waits)
                        && next.waiter(hold)
                                .filter(share -> isWaitingAs(share, waits, next.queue().indexOf(share)))
                                .isPresent());
        return right ? List.of(next) : List.of();
    }

    private List<LockState> unavailable(LockState next, Told told) {
        boolean right = told.outcome().isEmpty()
                || (told.outcome().get() instanceof Outcome.LockUnavailable seen
                        && areHeldAs(next.holders(), seen.holders())
                        && next.queue().size() == seen.queueLength()
                        && next.withheld().isPresent() == seen.withheld().isPresent());
        return right ? List.of(next) : List.of();
    }

    private List<LockState> release(LockState state, Command.Release asked, Told told) {
        Optional<Share> holder = state.holder(asked.hold());
        Optional<Share> before = holder.or(() -> state.waiter(asked.hold()));
        if (before.isEmpty()) {
            return told.only(Outcome.Done.class, state);
        }
        boolean mayBeStale = asked.token().isPresent() && (holder.isEmpty() || !isSurely(holder.get(), asked.token()));
        boolean mayFit = asked.token().isEmpty() || (holder.isPresent() && isPerhaps(holder.get(), asked.token()));
        LockState gone = state.usedUp(before.get()).settled(token(told.position()));
        if (mayBeStale && told.may(Outcome.StaleToken.class)) {
            return mayFit && told.may(Outcome.Done.class) ? List.of(gone, state) : List.of(state);
        }
        return mayFit ? told.only(Outcome.Done.class, gone) : List.of();
    }

    /** Tokens are positions; where those are not known, what clients were shown. */
    private ToLongFunction<HoldName> token(long position) {
        return hold -> position > 0 ? position : tokens.of(lock, hold);
    }

    private static boolean isSurely(Share share, Optional<FencingToken> token) {
        return share.token() != 0 && isPerhaps(share, token);
    }

    private static boolean isPerhaps(Share share, Optional<FencingToken> token) {
        return share.token() == 0 || token.filter(shown -> shown.number() == share.token()).isPresent();
    }

    private LockState leave(LockState state, Command.LeaveQueue asked, long position) {
        Optional<Share> waiter = state.waiter(asked.hold()).filter(share -> share.attempt().equals(asked.attempt()));
        return waiter.map(share -> state.without(share).settled(token(position))).orElse(state);
    }

    private LockState broken(LockState state, long position) {
        LockState left = state;
        for (Share share : state.holders()) {
            left = left.usedUp(share);
        }
        return left.withheldSince(Optional.empty()).settled(token(position));
    }

    private List<LockState> lift(LockState state, Command.LiftDelay asked, Told told) {
        boolean meant = state.withheld().filter(since -> since == asked.since().number()).isPresent();
        return List.of(meant ? state.withheldSince(Optional.empty()).settled(token(told.position())) : state);
    }

    /** An owner is gone. Where it fell silent, a delay may begin. */
    private LockState end(LockState state, String owner, Optional<Long> expired, long position) {
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
        return left.withheldSince(withheld).settled(token(position));
    }

    private boolean isSeenAs(LockState state, Lock seen) {
        boolean right = seen.name().equals(lock)
                && areHeldAs(state.holders(), seen.holders())
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
