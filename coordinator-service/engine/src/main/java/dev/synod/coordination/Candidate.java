package dev.synod.coordination;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.SessionId;
import java.util.Optional;

/**
 * Who stands in an election.
 *
 * @param term the fencing token of its leadership; empty where it does not lead
 * @param context what those knew who led before: the leader's session knows it too. Empty where it does not lead
 */
public record Candidate(
        ElectionName election,
        CandidateName candidate,
        SessionId session,
        String value,
        int priority,
        Optional<FencingToken> term,
        CausalContext context) {

    /** One before which nobody led who knew anything. */
    public Candidate(
            ElectionName election,
            CandidateName candidate,
            SessionId session,
            String value,
            int priority,
            Optional<FencingToken> term) {
        this(election, candidate, session, value, priority, term, CausalContext.EMPTY);
    }
}
