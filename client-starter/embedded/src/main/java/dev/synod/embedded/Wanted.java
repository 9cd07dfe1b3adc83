package dev.synod.embedded;

import dev.synod.api.Hold;
import dev.synod.api.ManyHold;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Subject;
import java.util.Optional;

/**
 * What a request wants to have: one lock, or several at once.
 *
 * @param <T> as the API shows it
 */
sealed interface Wanted<T> {

    /** A hold as a state has it. */
    record Seen<T>(SessionId session, dev.synod.coordination.Hold.State state, T shown) {}

    Command acquire();

    /** Takes the hold out of its queue, if it stands there by this request. */
    Command leave();

    Owner owner();

    Waiting waiting();

    Subject subject();

    /** The hold by an outcome; empty where that is a refusal. */
    Optional<Seen<T>> by(Outcome outcome);

    /** The hold in a state. */
    Optional<Seen<T>> in(Coordination state);

    /** What keeps the hold from having all that it wants, as the state stands. */
    Outcome unavailable(Coordination state);

    /** One lock. */
    record OneLock(Command.Acquire acquire) implements Wanted<Hold> {

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
        public Subject subject() {
            return new Subject.OfHold(acquire.lock(), acquire.hold());
        }

        @Override
        public Optional<Seen<Hold>> by(Outcome outcome) {
            if (outcome instanceof Outcome.Held(var hold)) {
                return Optional.of(seen(hold));
            }
            return outcome instanceof Outcome.Waits(var hold) ? Optional.of(seen(hold)) : Optional.empty();
        }

        @Override
        public Optional<Seen<Hold>> in(Coordination state) {
            return state.hold(acquire.lock(), acquire.hold()).map(OneLock::seen);
        }

        @Override
        public Outcome unavailable(Coordination state) {
            var lock = state.lock(acquire.lock());
            return new Outcome.LockUnavailable(lock.holders(), lock.waiting().size(), lock.withheld());
        }

        private static Seen<Hold> seen(dev.synod.coordination.Hold hold) {
            return new Seen<>(hold.session(), hold.state(), Shown.hold(hold));
        }
    }

    /** Several locks at once. */
    record Several(Command.AcquireMany acquire) implements Wanted<ManyHold> {

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
        public Subject subject() {
            return new Subject.OfManyHold(acquire.hold());
        }

        @Override
        public Optional<Seen<ManyHold>> by(Outcome outcome) {
            if (outcome instanceof Outcome.ManyHeld(var hold)) {
                return Optional.of(seen(hold));
            }
            return outcome instanceof Outcome.ManyWaits(var hold) ? Optional.of(seen(hold)) : Optional.empty();
        }

        @Override
        public Optional<Seen<ManyHold>> in(Coordination state) {
            return state.hold(acquire.hold()).map(Several::seen);
        }

        @Override
        public Outcome unavailable(Coordination state) {
            return state.unavailable(acquire.locks());
        }

        private static Seen<ManyHold> seen(dev.synod.coordination.ManyHold hold) {
            return new Seen<>(hold.session(), hold.state(), Shown.many(hold));
        }
    }
}
