package dev.synod.coordination.state;

import dev.synod.coordination.name.Position;
import java.util.Comparator;

/**
 * A candidate as the state keeps it, ordered by succession.
 *
 * @param arrival where it entered first; no two candidates of an election share it
 */
record CandidateEntry(CandidateKey key, SessionEntry session, String value, int priority, Position arrival) {

    static final Comparator<CandidateEntry> SUCCESSION =
            Comparator.comparingInt(CandidateEntry::priority).reversed().thenComparing(CandidateEntry::arrival);

    /** Whether its session is its own, and so ends with it. */
    boolean ownsSession() {
        return session.isOwnOf(key);
    }

    CandidateEntry with(String otherValue, int otherPriority) {
        return new CandidateEntry(key, session, otherValue, otherPriority, arrival);
    }
}
