package dev.synod.coordination;

import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;

/** Whose life a hold or candidacy ends with. */
public sealed interface Owner {

    /** An open session of the client's. */
    record InSession(SessionId session) implements Owner {}

    /** A session of its own, opened by the same decree, that ends with the hold or candidacy. */
    record OwnSession(ProcessName process, Duration ttl) implements Owner {

        public OwnSession {
            Durations.checkTtl(ttl);
        }
    }
}
