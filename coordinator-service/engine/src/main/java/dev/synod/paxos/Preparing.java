package dev.synod.paxos;

import dev.synod.paxos.Message.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A node that has opened a ballot and gathers promises: phase 1. Source: Paxos Made Simple, sections 2.2 and 3; Paxos
 * Made Moderately Complex, section 2.3 (scout). Spec: {@code MultiPaxos.tla}, actions Prepare and Preside.
 *
 * @param promises by acceptor; the latest of each
 */
record Preparing(Ballot ballot, Map<NodeId, Promise> promises) implements Role {

    Preparing(Ballot ballot) {
        this(ballot, Map.of());
    }

    Preparing with(NodeId from, Promise promise) {
        var more = new TreeMap<>(promises);
        more.put(from, promise);
        return new Preparing(ballot, more);
    }

    /**
     * Whose promises this ballot needs: a quorum of each of these. They are the voters of every slot above the ledger,
     * as far as it tells them; and of those that a lower ballot may have made govern by a decree that the promises
     * report, since that ballot may have chosen decrees with them.
     */
    List<Voters> electorates(Configurations known, Slot chosenThrough, Ballot opened) {
        var electorates = new ArrayList<>(known.electorates(chosenThrough));
        for (var decree : recovery(chosenThrough.next(), opened)) {
            if (decree instanceof Decree.Reconfigured change) {
                electorates.add(change.configuration().voters());
            }
        }
        return electorates;
    }

    boolean hasQuorum(List<Voters> electorates) {
        return electorates.stream().allMatch(voters -> voters.isQuorum(promises.keySet()));
    }

    /** Whether a ledger known through {@code chosenThrough} lacks nothing that any of the promises know chosen. */
    boolean isCaughtUp(Slot chosenThrough) {
        return promises.values().stream().noneMatch(promise -> promise.chosenThrough().isAbove(chosenThrough));
    }

    /** The acceptor that knows most of the ledger. Asked only once somebody has promised. */
    NodeId mostAdvanced() {
        return promises.entrySet().stream()
                .max(Comparator.comparing(promise -> promise.getValue().chosenThrough()))
                .orElseThrow()
                .getKey();
    }

    /**
     * What this ballot must propose from {@code first} on: one decree for each slot up to the highest in which any
     * promise reports a vote that counts.
     *
     * @param opened the ballot of the last presidency that opened in a slot below {@code first}: votes of lower ballots
     *     are void from there on
     */
    List<Decree> recovery(Slot first, Ballot opened) {
        var reported = new TreeMap<Slot, List<Vote>>();
        for (var promise : promises.values()) {
            for (var vote : promise.votes()) {
                reported.computeIfAbsent(vote.slot(), slot -> new ArrayList<>()).add(vote);
            }
        }
        var decrees = new ArrayList<Decree>();
        var gap = new ArrayList<Decree>();
        var floor = opened;
        for (var slot = first; !reported.isEmpty() && !slot.isAbove(reported.lastKey()); slot = slot.next()) {
            var decree = decreeFor(reported.getOrDefault(slot, List.of()), floor);
            if (decree.isEmpty()) {
                gap.add(Decree.NO_OP); // closed only if a vote that counts comes after it
            } else {
                decrees.addAll(gap);
                gap.clear();
                decrees.add(decree.get());
            }
            if (decree.isPresent() && decree.get() instanceof Decree.Opened voiding) {
                floor = voiding.ballot();
            }
        }
        return decrees;
    }

    /**
     * Law P2C: if any acceptor of the quorum has voted in the slot, a lower ballot may have chosen there, and the only
     * decree that it can have chosen is that of the highest vote. If none has, nothing below this ballot was or ever
     * will be chosen there, and the choice is free.
     *
     * @param floor votes of ballots below it are void: see {@link Decree.Opened}
     */
    static Optional<Decree> decreeFor(Collection<Vote> reported, Ballot floor) {
        return reported.stream()
                .filter(vote -> !vote.ballot().isBelow(floor))
                .max(Comparator.comparing(Vote::ballot))
                .map(Vote::decree);
    }

    @Override
    public Optional<Ballot> presidency() {
        return Optional.empty();
    }
}
