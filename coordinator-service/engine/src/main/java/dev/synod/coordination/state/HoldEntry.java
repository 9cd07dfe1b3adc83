package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Durations;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import java.time.Duration;

/** A hold as it was asked for; how it stands is its {@link Place}. */
record HoldEntry(HoldKey key, SessionEntry session, Mode mode, Duration lockDelay) {

    HoldEntry {
        Durations.check("a lock delay", lockDelay);
    }

    /** All but its session, which has been told of. */
    void write(Writer out) {
        key.write(out);
        Parts.write(mode, out);
        out.duration(lockDelay);
    }

    static HoldEntry read(SessionEntry session, Reader in) {
        return new HoldEntry(HoldKey.read(in), session, Parts.mode(in), in.duration());
    }

    /** Whether its session is its own, and so ends with it. */
    boolean ownsSession() {
        return session.isOwnOf(key);
    }

    Hold seen(Hold.State state, CausalContext context) {
        return new Hold(key.lock(), key.hold(), session.id(), mode, state, context);
    }
}
