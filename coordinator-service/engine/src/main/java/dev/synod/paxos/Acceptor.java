package dev.synod.paxos;

import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.Prepare;
import dev.synod.paxos.Message.Promise;
import dev.synod.paxos.Message.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One node's memory of its own word: the highest ballot it has promised, and its votes in the slots that it does not
 * know chosen.
 *
 * <p>An acceptor never speaks before it remembers: the effect that persists comes with the one that answers, and the
 * answer waits for it. A vote in a ballot is also a promise to that ballot. Source: Paxos Made Simple, section 2.2.
 * Spec: {@code MultiPaxos.tla}, actions Promise and Vote.
 */
final class Acceptor {

    private final NodeId self;
    private final Effects effects;
    private final Witness witness;
    private Ballot promised = Ballot.ZERO;
    private final TreeMap<Slot, Vote> votes = new TreeMap<>();

    Acceptor(NodeId self, Effects effects, Witness witness) {
        this.self = self;
        this.effects = effects;
        this.witness = witness;
    }

    Ballot promised() {
        return promised;
    }

    /** The votes above {@code through}. */
    List<Vote> votes(Slot through) {
        return List.copyOf(votes.tailMap(through, false).values());
    }

    Optional<Vote> vote(Slot slot) {
        return Optional.ofNullable(votes.get(slot));
    }

    /** Answers phase 1a. Never with silence: a proposer that has been outrun learns at once how far. */
    void onPrepare(NodeId from, Prepare prepare, Slot chosenThrough) {
        var ballot = prepare.ballot();
        if (ballot.isBelow(promised)) { // P1A
            effects.send(from, new Refused(ballot, promised));
            return;
        }
        if (ballot.isAbove(promised)) {
            promised = ballot;
            effects.persist(new Promised(ballot));
        }
        // In slots known chosen no votes are told: the proposer must learn the decree itself, and a node that has
        // truncated its votes there could not tell them, yet must not look as if it had never voted.
        var open = votes(chosenThrough);
        effects.send(from, new Promise(ballot, open, chosenThrough));
        if (!from.equals(self)) { // to itself it promises in opening the ballot
            witness.saw(new Action.Promise(ballot, chosenThrough, open));
        }
    }

    /** Answers phase 2a. Accepting again what was accepted before is harmless and is answered. */
    void onAccept(NodeId from, Accept accept, Learner learner) {
        var ballot = accept.ballot();
        if (ballot.isBelow(promised)) { // P1A
            effects.send(from, new Refused(ballot, promised));
            return;
        }
        int known = 0;
        for (int i = 0; i < accept.decrees().size(); i++) {
            var slot = accept.first().plus(i);
            var decree = accept.decrees().get(i);
            if (learner.contradicts(slot, decree)) {
                // A higher ballot has chosen something else there, and this one does not know it yet.
                effects.send(from, new Refused(ballot, promised));
                return;
            }
            if (!slot.isAbove(learner.chosenThrough())) {
                known = i + 1; // chosen before: it needs no vote of mine
            }
        }
        if (known > 0) {
            witness.saw(new Action.AnswerKnown(ballot, accept.first(), accept.first().plus(known - 1L)));
        }
        vote(ballot, accept.first().plus(known), accept.decrees().subList(known, accept.decrees().size()));
        effects.send(from, new Accepted(ballot, accept.first(), accept.first().plus(accept.decrees().size() - 1L)));
    }

    private void vote(Ballot ballot, Slot first, List<Decree> decrees) {
        boolean news = false;
        for (int i = 0; i < decrees.size(); i++) {
            var vote = new Vote(first.plus(i), ballot, decrees.get(i));
            var earlier = votes.put(vote.slot(), vote);
            boolean again = earlier != null && earlier.ballot().equals(ballot);
            Invariant.ONE_DECREE.check(!again || vote.equals(earlier), () -> earlier + " then " + vote);
            news |= !again;
        }
        if (news) {
            promised = ballot;
            effects.persist(new Voted(ballot, first, List.copyOf(decrees)));
            witness.saw(new Action.Vote(ballot, first, decrees));
        }
    }

    /** Forgets votes in slots whose decree is known chosen: the ledger has it. */
    void forgetThrough(Slot chosenThrough) {
        while (!votes.isEmpty() && !votes.firstKey().isAbove(chosenThrough)) {
            votes.pollFirstEntry();
        }
    }

    /** What is promised, and voted above {@code through}, as records that give it back: the lower ballots first. */
    List<Persist> memory(Slot through) {
        var memory = new ArrayList<Persist>();
        votes.tailMap(through, false).values().stream()
                .sorted(Comparator.comparing(Vote::ballot).thenComparing(Vote::slot))
                .forEach(vote -> memory.add(new Voted(vote.ballot(), vote.slot(), List.of(vote.decree()))));
        if (promised.isAbove(Ballot.ZERO)) {
            memory.add(new Promised(promised));
        }
        return memory;
    }

    /** Takes a promise back from the journal. */
    void remember(Promised written) {
        Invariant.P1A.check(!written.ballot().isBelow(promised), () -> written + " after " + promised);
        promised = written.ballot();
    }

    /** Takes votes back from the journal. */
    void remember(Voted written) {
        Invariant.P1A.check(!written.ballot().isBelow(promised), () -> written.ballot() + " after " + promised);
        promised = written.ballot();
        for (int i = 0; i < written.decrees().size(); i++) {
            var slot = written.first().plus(i);
            votes.put(slot, new Vote(slot, written.ballot(), written.decrees().get(i)));
        }
    }
}
