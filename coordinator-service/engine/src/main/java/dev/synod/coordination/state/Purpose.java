package dev.synod.coordination.state;

import java.util.Optional;

/** What a session is there for, and so what it ends with. */
sealed interface Purpose {

    /** A client opened it and ends it. The key, where there is one, finds it again for a retry of its opening. */
    record OfClient(Optional<String> key) implements Purpose {}

    /** It ends with the hold. */
    record OfHold(HoldKey key) implements Purpose {}

    /** It ends with the candidacy. */
    record OfCandidate(CandidateKey key) implements Purpose {}
}
