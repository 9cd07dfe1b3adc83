package dev.synod.simulation.history;

import dev.synod.coordination.Owner;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names for whoever may own a hold or candidacy. A hold's own session gets its name from the hold, since whoever asks
 * does not know yet at which position the session will be opened.
 */
public final class Owners {

    private static final String OWN = "own session of ";

    private final Map<SessionId, String> own = new HashMap<>();

    /** Notes that the decree at {@code session}'s position may have opened it for {@code name} of {@code thing}. */
    public void note(SessionId session, Record thing, Record name) {
        own.put(session, own(thing, name));
    }

    private static String own(Record thing, Record name) {
        return OWN + name + " of " + thing;
    }

    /** Whether a session was opened for a hold or a candidate. */
    public boolean isOwn(SessionId session) {
        return own.containsKey(session);
    }

    String name(SessionId session) {
        String noted = own.get(session);
        return noted == null ? session.toString() : noted;
    }

    /** Who owns {@code name}, a hold or a candidate, of {@code thing}, a lock or an election. */
    String name(Owner owner, Record thing, Record name) {
        return switch (owner) {
            case Owner.InSession(SessionId session) -> name(session);
            case Owner.OwnSession alone -> own(thing, name);
        };
    }

    /** How long a session of its own shall live: another asks for something else. */
    static Optional<Duration> ttl(Owner owner) {
        return switch (owner) {
            case Owner.InSession shared -> Optional.empty();
            case Owner.OwnSession alone -> Optional.of(alone.ttl());
        };
    }

    static boolean isOwn(String name) {
        return name.startsWith(OWN);
    }
}
