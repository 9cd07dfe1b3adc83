package dev.synod.server.rest;

import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Subject;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.shown.Shown;
import java.util.Optional;

/** Which hold a request is about: one of a lock, or one of several locks at once. */
sealed interface HoldPath {

    /**
     * A hold as a state has it.
     *
     * @param shown as the API shows it
     */
    record Seen(SessionId session, Hold.State state, Record shown) {}

    Optional<Seen> in(Coordination state);

    /** Where the hold's own session ended, while that is remembered. */
    Optional<Position> ended(Coordination state);

    /** Whether the hold lives on a session of its own. */
    boolean ownsSession(Coordination state);

    /** What changes whenever the hold does. */
    Subject subject();

    Command release(Optional<FencingToken> token);

    Reply noSuchHold(Position position);

    /** A hold of one lock. */
    record OfLock(LockName lock, HoldName hold) implements HoldPath {

        @Override
        public Optional<Seen> in(Coordination state) {
            return state.hold(lock, hold).map(found -> new Seen(found.session(), found.state(), Shown.hold(found)));
        }

        @Override
        public Optional<Position> ended(Coordination state) {
            return state.endedHold(lock, hold);
        }

        @Override
        public boolean ownsSession(Coordination state) {
            return state.ownsSession(lock, hold);
        }

        @Override
        public Subject subject() {
            return new Subject.OfHold(lock, hold);
        }

        @Override
        public Command release(Optional<FencingToken> token) {
            return new Command.Release(lock, hold, token);
        }

        @Override
        public Reply noSuchHold(Position position) {
            return Outcomes.noSuchHold(position);
        }
    }

    /** A hold of several locks. */
    record OfSeveral(HoldName hold) implements HoldPath {

        @Override
        public Optional<Seen> in(Coordination state) {
            return state.hold(hold).map(found -> new Seen(found.session(), found.state(), Shown.many(found)));
        }

        @Override
        public Optional<Position> ended(Coordination state) {
            return state.endedHold(hold);
        }

        @Override
        public boolean ownsSession(Coordination state) {
            return state.ownsSession(hold);
        }

        @Override
        public Subject subject() {
            return new Subject.OfManyHold(hold);
        }

        @Override
        public Command release(Optional<FencingToken> token) {
            return new Command.ReleaseMany(hold, token);
        }

        @Override
        public Reply noSuchHold(Position position) {
            return Outcomes.noSuchManyHold(position);
        }
    }
}
