package dev.synod.coordination;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.SessionId;
import java.util.List;

/**
 * A hold of several locks, which one decree grants together: all or none, under one fencing token.
 *
 * @param locks by name
 * @param state while it waits, with its largest place in any of the queues
 * @param context what those knew who released any of the locks before: its session knows it too. Empty while it waits
 */
public record ManyHold(
        HoldName hold, SessionId session, List<Share> locks, Hold.State state, CausalContext context) {

    /** One before which nobody released any of the locks who knew anything. */
    public ManyHold(HoldName hold, SessionId session, List<Share> locks, Hold.State state) {
        this(hold, session, locks, state, CausalContext.EMPTY);
    }

    /** The most locks that one hold may have. */
    public static final int MOST_LOCKS = 64;

    /** One of the locks, and how the hold shares it with others. */
    public record Share(LockName lock, Mode mode) {}
}
