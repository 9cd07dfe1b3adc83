package dev.synod.coordination.state;

import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;

/** A candidate among all candidates. */
record CandidateKey(ElectionName election, CandidateName candidate) {

    void write(Writer out) {
        out.text(election.text()).text(candidate.text());
    }

    static CandidateKey read(Reader in) {
        return new CandidateKey(Parts.election(in), Parts.candidate(in));
    }

    @Override
    public String toString() {
        return "candidate " + candidate + " of election " + election;
    }
}
