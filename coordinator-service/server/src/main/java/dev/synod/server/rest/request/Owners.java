package dev.synod.server.rest.request;

import dev.synod.coordination.Owner;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.util.Optional;

/** Whose life a hold or candidate ends with: exactly one of an open session, and a time to live of its own. */
public final class Owners {

    private static final String ANONYMOUS = "anonymous";

    private Owners() {}

    /** Reads the fields {@code session}, {@code ttl} and {@code process} of a body. */
    public static Optional<Owner> read(
            Demands demands, Optional<String> session, Optional<String> ttl, Optional<String> process) {
        if (session.isPresent() == ttl.isPresent()) {
            String both = session.isPresent() ? "excludes ttl: give one of the two" : "or ttl is required";
            String neither = session.isPresent() ? "excludes session: give one of the two" : "or session is required";
            demands.refuse("session", both);
            demands.refuse("ttl", neither);
            return Optional.empty();
        }
        if (session.isPresent()) {
            process.ifPresent(name -> demands.refuse("process", "goes with ttl only: a session has its process"));
            return demands.read("session", session.get(), SessionId::parse).map(Owner.InSession::new);
        }
        Optional<ProcessName> name = demands.readNew("process", process.orElse(ANONYMOUS), ProcessName::new);
        var lifetime = demands.duration("ttl", ttl, Range.TTL);
        return name.map(known -> new Owner.OwnSession(known, lifetime));
    }
}
