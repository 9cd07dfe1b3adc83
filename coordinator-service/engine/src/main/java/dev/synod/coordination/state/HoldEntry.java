package dev.synod.coordination.state;

import dev.synod.coordination.Hold;
import dev.synod.coordination.Mode;
import java.time.Duration;

/** A hold as it was asked for; how it stands is its {@link Place}. */
record HoldEntry(HoldKey key, SessionEntry session, Mode mode, Duration lockDelay) {

    /** Whether its session is its own, and so ends with it. */
    boolean ownsSession() {
        return session.isOwnOf(key);
    }

    Hold seen(Hold.State state) {
        return new Hold(key.lock(), key.hold(), session.id(), mode, state);
    }
}
