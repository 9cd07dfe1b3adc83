package dev.synod.coordination;

import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.SessionId;
import java.util.Optional;

/**
 * Who stands in an election.
 *
 * @param term the fencing token of its leadership; empty where it does not lead
 */
public record Candidate(
        ElectionName election,
        CandidateName candidate,
        SessionId session,
        String value,
        int priority,
        Optional<FencingToken> term) {}
