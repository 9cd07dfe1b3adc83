package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Durations;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** An open session, with what is its own, in the order in which it came. */
final class SessionEntry {

    private final SessionId id;
    private final String process;
    private final Duration ttl;
    private final Map<String, String> metadata;
    private final Instant openedAt;
    private final Purpose purpose;
    private final Set<HoldKey> holds = new LinkedHashSet<>(2);
    private final Set<CandidateKey> candidacies = new LinkedHashSet<>(2);
    private final UsedUp usedUp;
    private final AnsweredKeys keys;
    private CausalContext known = CausalContext.EMPTY;

    SessionEntry(SessionId id, Opening opening, Instant openedAt, Quotas quotas) {
        this.id = id;
        this.process = id.toString();
        this.ttl = opening.ttl();
        this.metadata = opening.metadata();
        this.purpose = opening.purpose();
        this.openedAt = openedAt;
        this.usedUp = new UsedUp(quotas.locks().released());
        this.keys = new AnsweredKeys(quotas.events().keys());
    }

    /** What is asked for when a session is opened, beside its process. */
    record Opening(Duration ttl, Map<String, String> metadata, Purpose purpose) {

        Opening {
            Durations.checkTtl(ttl);
        }

        static Opening read(Reader in) {
            return new Opening(in.duration(), Collections.unmodifiableMap(in.texts()), Purpose.read(in));
        }
    }

    /** All but its holds and candidacies, which are told of with the locks and elections, and its clock. */
    void write(Writer out) {
        Parts.write(id, out);
        purpose.write(out.duration(ttl).texts(metadata));
        usedUp.write(out.instant(openedAt));
    }

    static SessionEntry read(Reader in, Quotas quotas) {
        var session = new SessionEntry(Parts.session(in), Opening.read(in), in.instant(), quotas);
        session.usedUp.read(in);
        return session;
    }

    /** What it knows, and what it was answered. */
    void writeClock(Writer out) {
        Parts.write(known, out);
        keys.write(out);
    }

    void readClock(Reader in) {
        known = Parts.context(in);
        keys.read(in);
    }

    SessionId id() {
        return id;
    }

    /** Its id as text: what clocks call it. */
    String process() {
        return process;
    }

    /** Its clock. May have components of processes that are retired. */
    CausalContext known() {
        return known;
    }

    void know(CausalContext more) {
        known = more;
    }

    /** What its publishing was answered, by key. */
    AnsweredKeys keys() {
        return keys;
    }

    Duration ttl() {
        return ttl;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Instant openedAt() {
        return openedAt;
    }

    Purpose purpose() {
        return purpose;
    }

    /** Held and waiting. */
    Set<HoldKey> holds() {
        return holds;
    }

    Set<CandidateKey> candidacies() {
        return candidacies;
    }

    boolean isOwnOf(HoldKey hold) {
        return purpose instanceof Purpose.OfHold of && of.key().equals(hold);
    }

    boolean isOwnOf(HoldName ofSeveralLocks) {
        return purpose instanceof Purpose.OfManyHold(var hold) && hold.equals(ofSeveralLocks);
    }

    boolean isOwnOf(CandidateKey candidate) {
        return purpose instanceof Purpose.OfCandidate of && of.key().equals(candidate);
    }

    /** Names of holds that a late duplicate of their request must not take again. */
    UsedUp usedUp() {
        return usedUp;
    }

    @Override
    public String toString() {
        return "session " + id;
    }
}
