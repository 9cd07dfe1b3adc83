package dev.synod.coordination.state;

import dev.synod.coordination.Hold;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;

/** Where a hold stands at its lock: it has it, or waits for it. */
sealed interface Place {

    HoldEntry entry();

    /** It has the lock. */
    record Holder(HoldEntry entry, Hold.State.Held state) implements Place {}

    /**
     * It stands in the queue.
     *
     * @param attempt the newest of its requests, which alone may take it out again
     */
    record Waiter(HoldEntry entry, AttemptId attempt, Waiting waiting) implements Place {}
}
