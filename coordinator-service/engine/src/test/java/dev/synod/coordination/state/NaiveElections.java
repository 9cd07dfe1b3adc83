package dev.synod.coordination.state;

import dev.synod.coordination.Candidate;
import dev.synod.coordination.Command.EnterElection;
import dev.synod.coordination.Command.TransferLead;
import dev.synod.coordination.Election;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner.OwnSession;
import dev.synod.coordination.Session;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.NaiveEntities.ACandidate;
import dev.synod.coordination.state.NaiveEntities.ASession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The elections of {@link NaiveCoordination}. */
final class NaiveElections {

    private final NaiveCoordination all;
    private final List<ACandidate> candidates = new ArrayList<>();
    private final Map<ElectionName, CandidateName> leaders = new LinkedHashMap<>();
    private final Map<ElectionName, Position> lastChanges = new LinkedHashMap<>();
    private final List<ElectionName> idle = new ArrayList<>();
    /** Elections which a candidate entered or left since the last decree settled. */
    private final List<ElectionName> touched = new ArrayList<>();

    NaiveElections(NaiveCoordination all) {
        this.all = all;
    }

    void withdraw(ElectionName election, CandidateName name) {
        candidate(election, name).ifPresent(candidate -> {
            if (candidate.own) {
                all.forget(candidate.session, false);
            } else {
                candidates.remove(candidate);
                touched.add(candidate.election);
            }
        });
    }

    void sessionEnded(ASession session) {
        for (ACandidate candidate : List.copyOf(candidates)) {
            if (candidate.session == session) {
                candidates.remove(candidate);
                touched.add(candidate.election);
            }
        }
    }

    List<Session.Candidacy> of(ASession session) {
        return candidates.stream()
                .filter(candidate -> candidate.session == session)
                .map(candidate -> new Session.Candidacy(candidate.election, candidate.name))
                .toList();
    }

    void settle() {
        for (ElectionName election : touched) {
            settle(election);
        }
        touched.clear();
        while (idle.size() > all.quotas.elections().idle()) {
            lastChanges.remove(idle.remove(0));
        }
    }

    boolean isOwn(ElectionName election, CandidateName name) {
        return candidate(election, name).filter(candidate -> candidate.own).isPresent();
    }

    Outcome enter(EnterElection asked) {
        Optional<Outcome> refused = all.refused(asked.owner());
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<ACandidate> before = candidate(asked.election(), asked.candidate());
        if (before.isPresent()) {
            ACandidate candidate = before.get();
            if (!NaiveCoordination.sameOwner(asked.owner(), candidate.session, candidate.own)) {
                return new Outcome.Conflict("");
            }
            candidate.value = asked.value();
            candidate.priority = asked.priority();
            return new Outcome.Entered(seen(candidate));
        }
        boolean own = asked.owner() instanceof OwnSession;
        boolean full = (own && all.sessions.size() == all.quotas.sessions().open())
                || candidates.size() == all.quotas.elections().candidacies()
                || inOrder(asked.election()).size() == all.quotas.elections().candidates();
        if (full) {
            return new Outcome.QuotaReached("");
        }
        var candidate = new ACandidate(asked, all.owner(asked.owner()), own, all.now);
        candidates.add(candidate);
        idle.remove(asked.election());
        touched.add(asked.election());
        all.settle();
        return new Outcome.Entered(seen(candidate));
    }

    Outcome transfer(TransferLead asked) {
        if (candidate(asked.election(), asked.to()).isEmpty()) {
            return new Outcome.NoSuchCandidate();
        }
        if (!asked.to().equals(leaders.get(asked.election()))) {
            leaders.put(asked.election(), asked.to());
            lastChanges.put(asked.election(), all.now);
        }
        return new Outcome.Transferred(election(asked.election()));
    }

    void settle(ElectionName election) {
        List<ACandidate> standing = inOrder(election);
        CandidateName leader = leaders.get(election);
        if (leader != null && candidate(election, leader).isPresent()) {
            return;
        }
        if (!standing.isEmpty()) {
            leaders.put(election, standing.get(0).name);
            lastChanges.put(election, all.now);
        } else if (leader != null) {
            leaders.remove(election);
            lastChanges.put(election, all.now);
            idle.add(election);
        }
    }

    List<ACandidate> inOrder(ElectionName election) {
        return candidates.stream()
                .filter(candidate -> candidate.election.equals(election))
                .sorted(Comparator.comparingInt((ACandidate candidate) -> -candidate.priority)
                        .thenComparing(candidate -> candidate.arrival))
                .toList();
    }

    Optional<ACandidate> candidate(ElectionName election, CandidateName name) {
        return inOrder(election).stream().filter(candidate -> candidate.name.equals(name)).findFirst();
    }

    Candidate seen(ACandidate candidate) {
        boolean leads = candidate.name.equals(leaders.get(candidate.election));
        Optional<FencingToken> term =
                leads ? Optional.of(new FencingToken(position(candidate.election).number())) : Optional.empty();
        return new Candidate(
                candidate.election, candidate.name, candidate.session.id, candidate.value, candidate.priority, term);
    }

    Position position(ElectionName election) {
        return lastChanges.getOrDefault(election, Position.ZERO);
    }

    Election election(ElectionName election) {
        List<Candidate> standing = inOrder(election).stream().map(this::seen).toList();
        Optional<Candidate> leader = standing.stream().filter(c -> c.term().isPresent()).findFirst();
        return new Election(election, leader, standing, position(election));
    }
}
