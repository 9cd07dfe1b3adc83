package dev.synod.simulation.history;

import dev.synod.coordination.name.CandidateName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An election in the model.
 *
 * @param candidates in the order of their arrival
 * @param term 0 where it is not known
 */
record ElectionState(List<Stand> candidates, Optional<CandidateName> leader, long term, Set<String> ended) {

    static final ElectionState IDLE = new ElectionState(List.of(), Optional.empty(), 0, Set.of());

    record Stand(CandidateName candidate, String owner, Optional<Duration> ttl, String value, int priority) {}

    Optional<Stand> find(CandidateName candidate) {
        return candidates.stream()
                .filter(stand -> stand.candidate().equals(candidate))
                .findFirst();
    }

    ElectionState with(Stand stand) {
        List<Stand> more = new ArrayList<>(candidates);
        more.add(stand);
        return new ElectionState(more, leader, term, ended);
    }

    ElectionState replaced(Stand before, Stand after) {
        List<Stand> changed = new ArrayList<>(candidates);
        changed.replaceAll(stand -> stand.equals(before) ? after : stand);
        return new ElectionState(changed, leader, term, ended);
    }

    ElectionState without(Stand gone) {
        List<Stand> fewer = new ArrayList<>(candidates);
        fewer.remove(gone);
        return new ElectionState(fewer, leader, term, ended);
    }

    ElectionState withoutOwner(String owner) {
        List<Stand> fewer = new ArrayList<>(candidates);
        fewer.removeIf(stand -> stand.owner().equals(owner));
        Set<String> gone = new HashSet<>(ended);
        gone.add(owner);
        return new ElectionState(fewer, leader, term, gone);
    }

    ElectionState ledBy(Optional<CandidateName> next, long position) {
        return new ElectionState(candidates, next, position, ended);
    }

    /** The first by priority and then by arrival. */
    List<Stand> succession() {
        List<Stand> ordered = new ArrayList<>(candidates);
        ordered.sort(Comparator.comparingInt(Stand::priority).reversed());
        return ordered;
    }

    /** Where nobody leads, the first in the order of succession begins to. */
    ElectionState settled(long position) {
        if (leader.filter(name -> find(name).isPresent()).isPresent()) {
            return this;
        }
        Optional<CandidateName> next = succession().stream().map(Stand::candidate).findFirst();
        return next.equals(leader) ? this : ledBy(next, position);
    }
}
