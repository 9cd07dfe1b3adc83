package dev.synod.coordination;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Instant;

/**
 * A session's share in a lock, or its place in the queue for it.
 *
 * @param context what those knew who released the lock before: its holder's session knows it too. Empty while it waits
 */
public record Hold(
        LockName lock, HoldName hold, SessionId session, Mode mode, State state, CausalContext context) {

    /** One before which nobody released the lock who knew anything. */
    public Hold(LockName lock, HoldName hold, SessionId session, Mode mode, State state) {
        this(lock, hold, session, mode, state, CausalContext.EMPTY);
    }

    public sealed interface State {

        /**
         * It has the lock.
         *
         * @param at wall-clock time that rode along with the granting decree, for people to read
         */
        record Held(FencingToken token, Position position, Instant at) implements State {}

        /**
         * It stands in the queue.
         *
         * @param queuePosition 1 is next
         */
        record Waiting(int queuePosition) implements State {}
    }
}
