package dev.synod.simulation.history;

import dev.synod.coordination.ManyHold;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.simulation.history.LockState.Share;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Locks in the model that are wanted together, or one alone. */
record LocksState(SortedMap<LockName, LockState> locks) {

    /** The token with which a hold of a lock is granted. */
    interface Grantor {
        long token(LockName lock, HoldName hold);
    }

    static LocksState free(Collection<LockName> names) {
        SortedMap<LockName, LockState> locks = new TreeMap<>();
        names.forEach(name -> locks.put(name, LockState.FREE));
        return new LocksState(locks);
    }

    LockState at(LockName lock) {
        LockState state = locks.get(lock);
        if (state == null) {
            throw new IllegalStateException(lock + " is not among the locks of this model: " + locks.keySet());
        }
        return state;
    }

    LocksState changed(LockName lock, UnaryOperator<LockState> change) {
        LockState before = at(lock);
        LockState after = change.apply(before);
        if (after.equals(before)) {
            return this;
        }
        SortedMap<LockName, LockState> changed = new TreeMap<>(locks);
        changed.put(lock, after);
        return new LocksState(changed);
    }

    LocksState changedAll(UnaryOperator<LockState> change) {
        LocksState state = this;
        for (LockName lock : locks.keySet()) {
            state = state.changed(lock, change);
        }
        return state;
    }

    boolean hasEnded(String owner) {
        return locks.values().stream().anyMatch(lock -> lock.ended().contains(owner));
    }

    /** A hold of several locks, in the first of them. */
    Optional<Share> ofSeveral(HoldName hold) {
        return locks.values().stream()
                .flatMap(lock -> lock.holder(hold).or(() -> lock.waiter(hold)).stream())
                .filter(Share::isOfSeveral)
                .findFirst();
    }

    /** A hold is given back, from all of its locks. */
    LocksState usedUp(LockName lock, Share share) {
        LocksState state = this;
        for (ManyHold.Share part : share.together()) {
            state = state.changed(part.lock(), one -> one.usedUp(
                    one.holder(share.hold()).or(() -> one.waiter(share.hold())).orElse(share)));
        }
        return share.isOfSeveral() ? state : changed(lock, one -> one.usedUp(share));
    }

    /** A hold goes from all of its locks, and its name may be used again. */
    LocksState without(Share ofSeveral) {
        return changedAll(lock -> lock.holder(ofSeveral.hold())
                .or(() -> lock.waiter(ofSeveral.hold()))
                .map(lock::without)
                .orElse(lock));
    }

    /** Whoever is next gets what is free; of several locks, all or none. */
    LocksState settled(Grantor grantor) {
        LocksState state = this;
        Optional<LockName> due = state.due();
        while (due.isPresent()) {
            Share next = state.at(due.get()).queue().get(0);
            state = next.isOfSeveral()
                    ? state.granted(next, grantor)
                    : state.granted(due.get(), next, grantor);
            due = state.due();
        }
        return state;
    }

    private Optional<LockName> due() {
        return locks.keySet().stream()
                .filter(lock -> at(lock).successor().filter(this::isDueEverywhere).isPresent())
                .findFirst();
    }

    private boolean isDueEverywhere(Share next) {
        return next.together().stream().allMatch(part -> at(part.lock())
                .successor()
                .filter(first -> first.hold().equals(next.hold()))
                .isPresent());
    }

    private LocksState granted(LockName lock, Share next, Grantor grantor) {
        return changed(lock, one -> one.passedTo(next, grantor.token(lock, next.hold())));
    }

    private LocksState granted(Share ofSeveral, Grantor grantor) {
        LocksState state = this;
        for (ManyHold.Share part : ofSeveral.together()) {
            Share next = state.at(part.lock()).queue().get(0);
            state = state.granted(part.lock(), next, grantor);
        }
        return state;
    }
}
