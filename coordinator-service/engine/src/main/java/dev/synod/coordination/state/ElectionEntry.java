package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Candidate;
import dev.synod.coordination.Election;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** An election that somebody stands in. */
final class ElectionEntry {

    private final ElectionName name;
    private final Map<CandidateName, CandidateEntry> candidates = new LinkedHashMap<>(4);
    private final NavigableSet<CandidateEntry> succession = new TreeSet<>(CandidateEntry.SUCCESSION);
    private Optional<CandidateName> leader = Optional.empty();
    /** Of the last change of leadership; while somebody leads, it is the term. */
    private Position position;
    private CausalContext left = CausalContext.EMPTY;

    ElectionEntry(ElectionName name, Position position) {
        this.name = name;
        this.position = position;
    }

    ElectionName name() {
        return name;
    }

    Position position() {
        return position;
    }

    /** What those knew who led. */
    CausalContext left() {
        return left;
    }

    void leave(CausalContext context) {
        left = context;
    }

    Optional<CandidateName> leader() {
        return leader;
    }

    Optional<CandidateEntry> find(CandidateName candidate) {
        return Optional.ofNullable(candidates.get(candidate));
    }

    int size() {
        return candidates.size();
    }

    /** In the order of succession. */
    Iterable<CandidateEntry> all() {
        return succession;
    }

    /** Whether neither its name nor its place in the succession is another's. */
    boolean isNew(CandidateEntry candidate) {
        return !candidates.containsKey(candidate.key().candidate()) && !succession.contains(candidate);
    }

    void put(CandidateEntry candidate) {
        remove(candidate.key().candidate());
        candidates.put(candidate.key().candidate(), candidate);
        succession.add(candidate);
    }

    void remove(CandidateName candidate) {
        CandidateEntry removed = candidates.remove(candidate);
        if (removed != null) {
            succession.remove(removed);
        }
    }

    boolean isLed() {
        return leader.isPresent() && candidates.containsKey(leader.get());
    }

    /** Makes the first in the order of succession the leader, or nobody where nobody stands. */
    void succeed(Position at) {
        lead(succession.isEmpty() ? Optional.empty() : Optional.of(succession.first().key().candidate()), at);
    }

    void lead(Optional<CandidateName> next, Position at) {
        Invariant.TOKEN_GROWS.check(
                at.isAfter(position), () -> "election " + name + " changes at " + at + " after " + position);
        Invariant.ONE_LEADER.check(
                next.map(candidates::containsKey).orElse(candidates.isEmpty()),
                () -> "election " + name + " led by " + next + " among " + candidates.keySet());
        leader = next;
        position = at;
    }

    /** All but its candidates. */
    void write(Writer out) {
        out.text(name.text()).number(position.number());
        out.optional(leader, (writer, candidate) -> writer.text(candidate.text()));
    }

    static ElectionEntry read(Reader in) {
        var election = new ElectionEntry(Parts.election(in), Parts.position(in));
        election.leader = in.optional(Parts::candidate);
        return election;
    }

    Candidate seen(CandidateEntry candidate) {
        boolean leads = leader.filter(candidate.key().candidate()::equals).isPresent();
        return new Candidate(
                name,
                candidate.key().candidate(),
                candidate.session().id(),
                candidate.value(),
                candidate.priority(),
                leads ? Optional.of(FencingToken.grantedAt(position)) : Optional.empty(),
                leads ? left : CausalContext.EMPTY);
    }

    Election seen() {
        return new Election(
                name,
                leader.flatMap(this::find).map(this::seen),
                succession.stream().map(this::seen).toList(),
                position);
    }
}
