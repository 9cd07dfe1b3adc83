package dev.synod.coordination.state;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command.EnterElection;
import dev.synod.coordination.Command.TransferLead;
import dev.synod.coordination.Command.Withdraw;
import dev.synod.coordination.Election;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Who leads, and who would be next. A leader stays until it withdraws, hands over, or its session ends.
 *
 * <p>Every command answers with a supplier, which the caller asks once the decree has settled: an outcome is read off
 * the state after it.
 */
final class Elections {

    private final Quotas quotas;
    private final Sessions sessions;
    private final NavigableMap<String, ElectionEntry> elections = new TreeMap<>();
    /** Of elections that nobody stands in: where the last leader was lost, the newest last. */
    private final Map<ElectionName, Position> idle = new LinkedHashMap<>();

    /** Of elections that nobody stands in: what their last leaders knew. */
    private final LeftBehind<ElectionName> left;

    private int candidacies;

    Elections(Quotas quotas, Sessions sessions) {
        this.quotas = quotas;
        this.sessions = sessions;
        left = new LeftBehind<>(quotas.events().released());
    }

    Optional<ElectionEntry> find(ElectionName election) {
        return Optional.ofNullable(elections.get(election.text()));
    }

    Optional<SessionEntry> sessionOf(ElectionName election, CandidateName candidate) {
        return find(new CandidateKey(election, candidate)).map(CandidateEntry::session);
    }

    private Optional<CandidateEntry> find(CandidateKey key) {
        return find(key.election()).flatMap(election -> election.find(key.candidate()));
    }

    Supplier<Outcome> enter(EnterElection asked, Step step) {
        if (asked.owner() instanceof Owner.InSession(var id) && sessions.find(id).isEmpty()) {
            return () -> sessions.notOpen(id);
        }
        var key = new CandidateKey(asked.election(), asked.candidate());
        Optional<CandidateEntry> before = find(key);
        if (asked.owner() instanceof Owner.InSession(var id)) {
            sessions.find(id).ifPresent(step::concern);
        } else {
            before.filter(CandidateEntry::ownsSession).ifPresent(candidate -> step.concern(candidate.session()));
        }
        return before.isPresent() ? again(asked, before.get()) : anew(asked, key, step);
    }

    private Supplier<Outcome> again(EnterElection asked, CandidateEntry before) {
        Optional<String> difference = Differences.of(asked, before);
        if (difference.isPresent()) {
            return () -> new Outcome.Conflict(difference.get());
        }
        existing(asked.election()).put(before.with(asked.value(), asked.priority()));
        return () -> seen(before.key());
    }

    private Supplier<Outcome> anew(EnterElection asked, CandidateKey key, Step step) {
        Optional<Outcome> bound = bound(asked);
        if (bound.isPresent()) {
            return bound::get;
        }
        SessionEntry session =
                switch (asked.owner()) {
                    case Owner.InSession(var id) -> sessions.find(id).orElseThrow();
                    case Owner.OwnSession own -> sessions.openOwn(own, new Purpose.OfCandidate(key), step);
                };
        session.candidacies().add(key);
        ElectionEntry election = find(asked.election()).orElseGet(() -> begin(asked.election()));
        election.put(new CandidateEntry(key, session, asked.value(), asked.priority(), step.position()));
        candidacies++;
        step.touch(election);
        tell("candidate.entered", election, key.candidate(), step);
        return () -> seen(key);
    }

    private ElectionEntry begin(ElectionName name) {
        var election = new ElectionEntry(name, lastChange(name));
        election.leave(left.take(name));
        elections.put(name.text(), election);
        idle.remove(name);
        return election;
    }

    private static void tell(String type, ElectionEntry election, CandidateName name, Step step) {
        CandidateEntry candidate = election.find(name).orElseThrow();
        Gazette.candidate(type, election.seen(candidate), candidate.session(), step);
    }

    /** The leader leads no longer, and leaves behind what it knows. */
    private void revoke(ElectionEntry election, Step step) {
        election.leader().flatMap(election::find).ifPresent(leader -> {
            tell("leader.revoked", election, leader.key().candidate(), step);
            election.leave(sessions.left(election.left(), leader.session()));
        });
    }

    /** To lead is to happen after those who led before. */
    private void tellOfLeader(ElectionEntry election, Step step) {
        step.tell(new Change.LeadershipChanged(election.name()));
        election.leader().flatMap(election::find).ifPresent(leader -> {
            sessions.hear(leader.session(), election.left());
            tell("leader.elected", election, leader.key().candidate(), step);
        });
    }

    private Optional<Outcome> bound(EnterElection asked) {
        if (asked.owner() instanceof Owner.OwnSession && sessions.isFull()) {
            return Optional.of(sessions.quotaReached());
        }
        if (candidacies >= quotas.elections().candidacies()) {
            return Optional.of(new Outcome.QuotaReached(
                    "as many candidates stand in all elections as may be: " + quotas.elections().candidacies()));
        }
        if (find(asked.election()).map(ElectionEntry::size).orElse(0) >= quotas.elections().candidates()) {
            return Optional.of(new Outcome.QuotaReached(
                    "as many candidates stand in election " + asked.election() + " as may be: "
                            + quotas.elections().candidates()));
        }
        return Optional.empty();
    }

    Supplier<Outcome> withdraw(Withdraw asked, Step step) {
        find(new CandidateKey(asked.election(), asked.candidate())).ifPresent(candidate -> {
            step.concern(candidate.session());
            if (candidate.ownsSession()) {
                step.end(candidate.session(), Ending.CLOSED);
            } else {
                candidate.session().candidacies().remove(candidate.key());
                remove(candidate.key(), step);
            }
        });
        return Outcome.Done::new;
    }

    Supplier<Outcome> transfer(TransferLead asked, Step step) {
        if (find(new CandidateKey(asked.election(), asked.to())).isEmpty()) {
            return Outcome.NoSuchCandidate::new;
        }
        ElectionEntry election = existing(asked.election());
        if (!election.leader().equals(Optional.of(asked.to()))) {
            revoke(election, step);
            election.lead(Optional.of(asked.to()), step.position());
            tellOfLeader(election, step);
        }
        return () -> new Outcome.Transferred(election.seen());
    }

    /** A session is over, and its candidacies with it. */
    void sessionEnded(SessionEntry session, Step step) {
        session.candidacies().forEach(key -> remove(key, step));
    }

    private void remove(CandidateKey key, Step step) {
        ElectionEntry election = existing(key.election());
        if (election.leader().equals(Optional.of(key.candidate()))) {
            revoke(election, step);
        }
        tell("candidate.withdrawn", election, key.candidate(), step);
        election.remove(key.candidate());
        candidacies--;
        step.touch(election);
    }

    /** Has every election led that lost its leader or got its first candidate. */
    void settle(Step step) {
        for (ElectionEntry election : step.elections()) {
            if (!election.isLed()) {
                election.succeed(step.position());
                tellOfLeader(election, step);
            }
            if (election.size() == 0) {
                elections.remove(election.name().text());
                rememberIdle(election);
                left.remember(election.name(), election.left());
            }
        }
    }

    private void rememberIdle(ElectionEntry election) {
        idle.put(election.name(), election.position());
        if (idle.size() > quotas.elections().idle()) {
            idle.remove(idle.keySet().iterator().next());
        }
    }

    /** The election as it stands; one that nobody stands in too. */
    Election seen(ElectionName name) {
        return find(name)
                .map(ElectionEntry::seen)
                .orElseGet(() -> new Election(name, Optional.empty(), List.of(), lastChange(name)));
    }

    private Outcome seen(CandidateKey key) {
        ElectionEntry election = existing(key.election());
        return new Outcome.Entered(election.seen(election.find(key.candidate()).orElseThrow()));
    }

    private Position lastChange(ElectionName name) {
        return idle.getOrDefault(name, Position.ZERO);
    }

    private ElectionEntry existing(ElectionName name) {
        return find(name).orElseThrow();
    }

    Iterable<ElectionEntry> all() {
        return elections.values();
    }

    Map<ElectionName, Position> idle() {
        return idle;
    }

    LeftBehind<ElectionName> left() {
        return left;
    }

    int candidacies() {
        return candidacies;
    }

    /** The elections, by name; each session's candidates, in its order; the elections without any. */
    void write(Writer out) {
        out.number(elections.size());
        elections.values().forEach(election -> election.write(out));
        for (SessionEntry session : sessions.inOrder()) {
            out.number(session.candidacies().size());
            session.candidacies().forEach(key -> find(key).orElseThrow().write(out));
        }
        out.number(idle.size());
        idle.forEach((election, position) -> out.text(election.text()).number(position.number()));
    }

    /** Reads the elections of sessions that have been read, where there are none yet. */
    void read(Reader in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            var election = ElectionEntry.read(in);
            if (!elections.isEmpty() && elections.lastKey().compareTo(election.name().text()) >= 0) {
                throw Reader.malformed("election " + election.name() + " is not in the order of names");
            }
            elections.put(election.name().text(), election);
        }
        for (SessionEntry session : sessions.inOrder()) {
            readCandidates(session, in);
        }
        readIdle(in);
    }

    private void readCandidates(SessionEntry session, Reader in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            var candidate = CandidateEntry.read(session, in);
            ElectionEntry election = find(candidate.key().election())
                    .filter(there -> there.isNew(candidate))
                    .orElseThrow(() -> Reader.malformed(candidate.key() + " twice, or in no election"));
            election.put(candidate);
            session.candidacies().add(candidate.key());
            candidacies++;
        }
    }

    private void readIdle(Reader in) {
        int count = in.count();
        if (count > quotas.elections().idle()) {
            throw Reader.malformed(count + " idle elections, and " + quotas.elections().idle() + " are remembered");
        }
        for (int i = 0; i < count; i++) {
            ElectionName election = Parts.election(in);
            if (find(election).isPresent() || idle.put(election, Parts.position(in)) != null) {
                throw Reader.malformed("election " + election + " is idle twice, or has candidates");
            }
        }
    }

    /** What was left behind in each election, by name, and in those without candidates. */
    void writeLeft(Writer out) {
        elections.values().forEach(election -> Parts.write(election.left(), out));
        left.write(out, ElectionName::text);
    }

    void readLeft(Reader in) {
        elections.values().forEach(election -> election.leave(Parts.context(in)));
        left.read(in, Parts::election);
    }
}
