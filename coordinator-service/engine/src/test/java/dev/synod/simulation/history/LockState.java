package dev.synod.simulation.history;

import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.HoldName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A lock in the model.
 *
 * @param holders in the order of their grants
 * @param queue the next first
 * @param used names that were given back, each with its owner
 * @param ended owners that are gone
 * @param withheld since which decree, where a delay runs
 */
record LockState(
        List<Share> holders, List<Share> queue, Set<String> used, Set<String> ended, Optional<Long> withheld) {

    static final LockState FREE = new LockState(List.of(), List.of(), Set.of(), Set.of(), Optional.empty());

    /**
     * A hold.
     *
     * @param token 0 while it waits, and where the token is not known
     * @param together all that it has or wants with this, where that is several locks at once; else empty
     */
    record Share(
            HoldName hold,
            String owner,
            Optional<Duration> ttl,
            Mode mode,
            boolean delays,
            AttemptId attempt,
            long token,
            List<ManyHold.Share> together) {

        Share granted(long newToken) {
            return new Share(hold, owner, ttl, mode, delays, attempt, newToken, together);
        }

        Share with(AttemptId newer) {
            return new Share(hold, owner, ttl, mode, delays, newer, token, together);
        }

        /** Its part in another of its locks. */
        Share in(Mode other) {
            return new Share(hold, owner, ttl, other, delays, attempt, token, together);
        }

        boolean isOfSeveral() {
            return !together.isEmpty();
        }

        String use() {
            return owner + " used " + hold;
        }
    }

    Optional<Share> holder(HoldName hold) {
        return holders.stream().filter(share -> share.hold().equals(hold)).findFirst();
    }

    Optional<Share> waiter(HoldName hold) {
        return queue.stream().filter(share -> share.hold().equals(hold)).findFirst();
    }

    boolean fits(Mode mode) {
        return switch (mode) {
            case Mode.Exclusive exclusive -> holders.isEmpty();
            case Mode.Shared shared ->
                holders.stream().allMatch(share -> share.mode().equals(shared));
            case Mode.Permit permit -> holders.size() < permit.permits();
        };
    }

    boolean admits(Mode mode) {
        return queue.isEmpty() && withheld.isEmpty() && fits(mode);
    }

    /** Permits mix with nothing but as many permits. */
    boolean mixes(Mode mode) {
        List<Share> any = holders.isEmpty() ? queue : holders;
        return any.isEmpty()
                || any.get(0).mode().equals(mode)
                || !(mode instanceof Mode.Permit || any.get(0).mode() instanceof Mode.Permit);
    }

    LockState holding(Share share) {
        return new LockState(with(holders, share), queue, used, ended, withheld);
    }

    LockState queueing(Share share) {
        return new LockState(holders, with(queue, share), used, ended, withheld);
    }

    LockState retried(Share share, AttemptId newer) {
        List<Share> changed = new ArrayList<>(queue);
        changed.replaceAll(other -> other.equals(share) ? other.with(newer) : other);
        return new LockState(holders, changed, used, ended, withheld);
    }

    LockState without(Share share) {
        return new LockState(less(holders, share), less(queue, share), used, ended, withheld);
    }

    /** The hold is given back and its name used up; one with a session of its own takes that along. */
    LockState usedUp(Share share) {
        LockState left = without(share);
        return Owners.isOwn(share.owner())
                ? left
                : new LockState(left.holders, left.queue, with(used, share.use()), ended, withheld);
    }

    LockState ended(String owner) {
        return new LockState(holders, queue, used, with(ended, owner), withheld);
    }

    LockState withheldSince(Optional<Long> since) {
        return new LockState(holders, queue, used, ended, since);
    }

    /** Who is next, and would be admitted. */
    Optional<Share> successor() {
        return withheld.isEmpty() && !queue.isEmpty() && fits(queue.get(0).mode())
                ? Optional.of(queue.get(0))
                : Optional.empty();
    }

    /** Whoever was next has it. */
    LockState passedTo(Share next, long newToken) {
        return without(next).holding(next.granted(newToken));
    }

    private static <T> List<T> with(List<T> some, T more) {
        List<T> grown = new ArrayList<>(some);
        grown.add(more);
        return grown;
    }

    private static <T> Set<T> with(Set<T> some, T more) {
        Set<T> grown = new HashSet<>(some);
        grown.add(more);
        return grown;
    }

    private static <T> List<T> less(List<T> some, T gone) {
        List<T> shrunk = new ArrayList<>(some);
        shrunk.remove(gone);
        return shrunk;
    }
}
