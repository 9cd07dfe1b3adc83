package dev.synod.server.rest;

import dev.synod.coordination.Command;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Outcome.LocksUnavailable;
import dev.synod.coordination.Outcome.LocksUnavailable.Occupied;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** What a request wants to have: one lock, or several at once. */
sealed interface Wanted {

    HoldPath path();

    Command acquire();

    /** Takes the hold out of its queue, if it stands there by this request. */
    Command leave();

    Owner owner();

    Waiting waiting();

    /** The session of the hold, where the outcome is that it waits. */
    Optional<SessionId> waits(Outcome outcome);

    /** What keeps the hold from having all that it wants, as the state stands. */
    Outcome unavailable(Coordination state);

    /**
     * The outcome; where it tells of lock delays, with what is left of each.
     *
     * @param left of the whole delay of a lock
     */
    Outcome withDelays(Outcome outcome, BiFunction<LockName, Duration, Duration> left);

    /** One lock. */
    record OneLock(Command.Acquire acquire) implements Wanted {

        @Override
        public HoldPath path() {
            return new HoldPath.OfLock(acquire.lock(), acquire.hold());
        }

        @Override
        public Command leave() {
            return new Command.LeaveQueue(acquire.lock(), acquire.hold(), acquire.attempt());
        }

        @Override
        public Owner owner() {
            return acquire.owner();
        }

        @Override
        public Waiting waiting() {
            return acquire.waiting();
        }

        @Override
        public Optional<SessionId> waits(Outcome outcome) {
            return outcome instanceof Outcome.Waits(var hold) ? Optional.of(hold.session()) : Optional.empty();
        }

        @Override
        public Outcome unavailable(Coordination state) {
            Lock lock = state.lock(acquire.lock());
            return new Outcome.LockUnavailable(lock.holders(), lock.waiting().size(), lock.withheld());
        }

        @Override
        public Outcome withDelays(Outcome outcome, BiFunction<LockName, Duration, Duration> left) {
            return outcome instanceof Outcome.LockUnavailable(var holders, int queueLength, var withheld)
                    ? new Outcome.LockUnavailable(
                            holders, queueLength, withheld.map(delay -> left.apply(acquire.lock(), delay)))
                    : outcome;
        }
    }

    /** Several locks at once. */
    record Several(Command.AcquireMany acquire) implements Wanted {

        @Override
        public HoldPath path() {
            return new HoldPath.OfSeveral(acquire.hold());
        }

        @Override
        public Command leave() {
            return new Command.LeaveMany(acquire.hold(), acquire.attempt());
        }

        @Override
        public Owner owner() {
            return acquire.owner();
        }

        @Override
        public Waiting waiting() {
            return acquire.waiting();
        }

        @Override
        public Optional<SessionId> waits(Outcome outcome) {
            return outcome instanceof Outcome.ManyWaits(var hold) ? Optional.of(hold.session()) : Optional.empty();
        }

        @Override
        public Outcome unavailable(Coordination state) {
            return state.unavailable(acquire.locks());
        }

        @Override
        public Outcome withDelays(Outcome outcome, BiFunction<LockName, Duration, Duration> left) {
            return outcome instanceof LocksUnavailable(var locks)
                    ? new LocksUnavailable(
                            locks.stream().map(lock -> withDelay(lock, left)).toList())
                    : outcome;
        }

        private static Occupied withDelay(Occupied lock, BiFunction<LockName, Duration, Duration> left) {
            return new Occupied(
                    lock.lock(),
                    lock.holders(),
                    lock.queueLength(),
                    lock.withheld().map(delay -> left.apply(lock.lock(), delay)));
        }
    }
}
