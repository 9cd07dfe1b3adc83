package dev.synod.simulation.law;

import dev.synod.node.PeerMessage;
import dev.synod.node.PeerMessage.Consensus;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;
import dev.synod.simulation.world.Watch;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges each proposal by what all disks together say about lower ballots, not by the promises that its president saw.
 * Laws: P2C, ONE_DECREE.
 */
final class ProposalChecker implements Watch {

    private final Ledger ledger;
    private final Acceptors acceptors;
    private final Marks marks;
    private final Map<Place, Decree> proposals = new HashMap<>();
    private final Map<Ballot, Slot> openings = new HashMap<>();

    private record Place(Slot slot, Ballot ballot) {}

    ProposalChecker(Ledger ledger, Acceptors acceptors, Marks marks) {
        this.ledger = ledger;
        this.acceptors = acceptors;
        this.marks = marks;
    }

    @Override
    public void sent(NodeId from, NodeId to, PeerMessage message) {
        if (message instanceof Consensus(Accept accept)) {
            Slot slot = accept.first();
            for (Decree decree : accept.decrees()) {
                proposed(new Place(slot, accept.ballot()), decree);
                slot = slot.next();
            }
        }
    }

    private void proposed(Place place, Decree decree) {
        Decree before = proposals.putIfAbsent(place, decree);
        if (before == null) {
            if (decree instanceof Decree.Opened(Ballot ballot)) {
                openings.putIfAbsent(ballot, place.slot());
            }
            isSafe(place, decree);
        } else {
            Law.ONE_DECREE.check(before.equals(decree), () -> place + ": proposed were " + before + " and " + decree);
        }
    }

    /**
     * There must be a majority that takes part in no lower ballot any more, and among whose votes the highest is for
     * this decree, or which has not voted at all. Votes that a presidency's opening has voided do not count, but then
     * their ballots must indeed be unable to choose.
     */
    private void isSafe(Place place, Decree decree) {
        ledger.isGoverned(place.slot(), () -> place.ballot() + " proposes " + decree);
        Collection<NodeId> voters = ledger.electorates().voters(place.slot());
        Map<NodeId, Optional<Ledger.Poll>> votes = new HashMap<>();
        for (NodeId voter : voters) {
            if (!acceptors.durable(voter).promised().isBelow(place.ballot())) {
                votes.put(voter, highestVote(voter, place));
            }
        }
        Ballot highest = Ballot.ZERO;
        long silent = votes.values().stream().filter(Optional::isEmpty).count();
        for (Optional<Ledger.Poll> vote : votes.values()) {
            if (vote.isPresent() && vote.get().decree().equals(decree) && vote.get().ballot().isAbove(highest)) {
                highest = vote.get().ballot();
            }
        }
        Ballot bound = highest;
        long notAbove = votes.values().stream()
                .filter(vote -> vote.isEmpty() || !vote.get().ballot().isAbove(bound))
                .count();
        boolean recovers = bound.isAbove(Ballot.ZERO);
        boolean safe = 2 * silent > voters.size() || (recovers && 2 * notAbove > voters.size());
        Law.P2C.check(safe, () -> place + ": " + decree + " is proposed, and the votes of those who promised are "
                + shown(votes));
        mark(recovers, decree, place);
    }

    private Optional<Ledger.Poll> highestVote(NodeId voter, Place place) {
        return ledger.polls(place.slot()).stream()
                .filter(poll -> poll.has(voter) && poll.ballot().isBelow(place.ballot()))
                .filter(poll -> canBeChosen(poll, place.slot()) || !isVoid(poll.ballot(), place))
                .max(Comparator.comparing(Ledger.Poll::ballot));
    }

    private boolean isVoid(Ballot ballot, Place place) {
        return openings.entrySet().stream()
                .anyMatch(opening -> ballot.isBelow(opening.getKey())
                        && opening.getKey().isBelow(place.ballot())
                        && !opening.getValue().isAbove(place.slot()));
    }

    /** Whether those who have voted so, and those who still may, are a majority. */
    private boolean canBeChosen(Ledger.Poll poll, Slot slot) {
        Collection<NodeId> voters = ledger.electorates().voters(slot);
        long may = voters.stream()
                .filter(voter -> poll.has(voter)
                        || !acceptors.durable(voter).promised().isAbove(poll.ballot()))
                .count();
        return 2 * may > voters.size();
    }

    private static String shown(Map<NodeId, Optional<Ledger.Poll>> votes) {
        StringBuilder text = new StringBuilder();
        votes.forEach((voter, vote) -> text.append(voter)
                .append(vote.map(poll -> " voted in " + poll.ballot() + " for " + poll.decree())
                        .orElse(" has not voted"))
                .append("; "));
        return text.toString();
    }

    private void mark(boolean recovers, Decree decree, Place place) {
        if (recovers) {
            marks.reached(Mark.VOTES_RECOVERED);
        } else if (decree.equals(Decree.NO_OP) && !ledger.polls(place.slot().next()).isEmpty()) {
            marks.reached(Mark.GAP_CLOSED_BY_NO_OP);
        }
    }
}
