package dev.synod.coordination;

import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.SessionId;
import java.util.List;

/**
 * A hold of several locks, which one decree grants together: all or none, under one fencing token.
 *
 * @param locks by name
 * @param state while it waits, with its largest place in any of the queues
 */
public record ManyHold(HoldName hold, SessionId session, List<Share> locks, Hold.State state) {

    /** The most locks that one hold may have. */
    public static final int MOST_LOCKS = 64;

    /** One of the locks, and how the hold shares it with others. */
    public record Share(LockName lock, Mode mode) {}
}
