package dev.synod.coordination.state;

import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;

/** A candidate among all candidates. */
record CandidateKey(ElectionName election, CandidateName candidate) {

    @Override
    public String toString() {
        return "candidate " + candidate + " of election " + election;
    }
}
