package dev.synod.coordination.state;

import dev.synod.coordination.Hold;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.Position;
import java.time.Instant;

/** Where a hold stands at its lock: it has it, or waits for it. */
sealed interface Place {

    HoldEntry entry();

    /** It has the lock. */
    record Holder(HoldEntry entry, Hold.State.Held state) implements Place {

        static Holder grantedAt(Position position, Instant at, HoldEntry entry) {
            return new Holder(entry, new Hold.State.Held(FencingToken.grantedAt(position), position, at));
        }

        /** All but the hold. The token is the position. */
        void write(Writer out) {
            out.number(state.position().number()).instant(state.at());
        }

        static Holder read(HoldEntry entry, Reader in) {
            return grantedAt(Parts.position(in), in.instant(), entry);
        }
    }

    /**
     * It stands in the queue.
     *
     * @param attempt the newest of its requests, which alone may take it out again
     */
    record Waiter(HoldEntry entry, AttemptId attempt, Waiting waiting) implements Place {

        /** All but the hold. */
        void write(Writer out) {
            Parts.write(waiting, out.bits(attempt.number()));
        }

        static Waiter read(HoldEntry entry, Reader in) {
            return new Waiter(entry, Parts.attempt(in), Parts.waiting(in));
        }
    }
}
