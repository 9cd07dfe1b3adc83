package dev.synod.coordination.state;

import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
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

    /** All but its session, which has been told of. */
    void write(Writer out) {
        key.write(out);
        out.text(value).integer(priority).number(arrival.number());
    }

    static CandidateEntry read(SessionEntry session, Reader in) {
        return new CandidateEntry(CandidateKey.read(in), session, in.text(), in.integer(), Parts.position(in));
    }

    /** Whether its session is its own, and so ends with it. */
    boolean ownsSession() {
        return session.isOwnOf(key);
    }

    CandidateEntry with(String otherValue, int otherPriority) {
        return new CandidateEntry(key, session, otherValue, otherPriority, arrival);
    }
}
