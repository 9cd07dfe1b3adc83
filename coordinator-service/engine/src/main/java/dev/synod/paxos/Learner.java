package dev.synod.paxos;

import dev.synod.paxos.Effect.Deliver;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.OutOfReach;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Message.CatchUp;
import dev.synod.paxos.Message.Chosen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger: the chosen decrees in slot order, without gap, and how this node comes to know them. Its beginning may be
 * truncated, behind a snapshot. Source: Paxos Made Simple, sections 2.3 and 3. Spec: {@code MultiPaxos.tla}, actions
 * Learn, CatchUp, Truncate and Install.
 */
final class Learner {

    /**
     * Bytes of decrees in one answer to a peer that catches up: bounded, so that a long ledger does not stop the
     * loop.
     */
    private static final int CHUNK_BYTES = 256 * 1024;

    private static final int CHUNK_DECREES = 4_096;

    private final Effects effects;
    private final Witness witness;
    private final Acceptor acceptor;
    private final Configurations configurations;
    private final Ledger ledger = new Ledger();
    private Ballot opened = Ballot.ZERO;
    private Slot written = Slot.ZERO;
    private Optional<Slot> asked = Optional.empty();

    Learner(Effects effects, Acceptor acceptor, Configurations configurations, Witness witness) {
        this.witness = witness;
        this.effects = effects;
        this.acceptor = acceptor;
        this.configurations = configurations;
    }

    Slot chosenThrough() {
        return ledger.last();
    }

    /** The slots through this one are truncated. */
    Slot truncated() {
        return ledger.truncated();
    }

    /** Bytes of the decrees that are not truncated, about. */
    long bytes() {
        return ledger.bytes();
    }

    /** The decrees from {@code first} on, which is not truncated, as far as they are known now. */
    List<Decree> from(Slot first) {
        return ledger.from(first);
    }

    /** The ballot of the last presidency whose opening is chosen. */
    Ballot opened() {
        return opened;
    }

    /** Takes the next slot's decree as chosen. */
    void choose(Slot slot, Decree decree) {
        Invariant.PREFIX.check(slot.equals(chosenThrough().next()), () -> slot + " after " + chosenThrough());
        ledger.add(decree);
        switch (decree) {
            case Decree.Opened(Ballot ballot) -> {
                Invariant.OPENED.check(opened.isBelow(ballot), () -> ballot + " opens in " + slot + " after " + opened);
                opened = ballot;
            }
            case Decree.Reconfigured change -> configurations.chosen(slot, change.configuration());
            case Decree.NoOp gap -> {} // means nothing to Paxos
            case Decree.Payload payload -> {} // likewise
        }
    }

    /**
     * Learns from the president of {@code ballot} that slots are chosen: where this node voted in that very ballot, its
     * vote is the chosen decree; where it did not, it asks.
     */
    void chosen(NodeId president, Ballot ballot, Slot through) {
        var first = chosenThrough().next();
        while (chosenThrough().isBelow(through)) {
            var vote = acceptor.vote(chosenThrough().next()).filter(v -> v.ballot().equals(ballot));
            if (vote.isEmpty()) {
                break;
            }
            choose(vote.get().slot(), vote.get().decree());
        }
        if (!first.isAbove(chosenThrough())) {
            witness.saw(new Action.Learn(ballot, first, from(first)));
        }
        deliverFrom(first);
        if (chosenThrough().isBelow(through)) {
            ask(president);
        }
    }

    /** Asks a peer for what comes next, unless that was asked and may still be answered. */
    void ask(NodeId peer) {
        var next = chosenThrough().next();
        if (!asked.equals(Optional.of(next))) {
            asked = Optional.of(next);
            effects.send(peer, new CatchUp(next));
        }
    }

    /** A question that was not answered for a heartbeat is asked again. */
    void loseHope() {
        asked = Optional.empty();
    }

    void onCatchUp(NodeId from, CatchUp request) {
        if (request.from().isAbove(chosenThrough()) || request.from().equals(Slot.ZERO)) {
            return; // nothing to tell: the peer knows as much
        }
        tell(from, request.from());
    }

    /**
     * Tells a peer what is chosen from {@code first} on, as much as fits one message.
     *
     * @return the slot to tell next; where a snapshot has to come first, the peer asks again when it has that
     */
    Slot tell(NodeId peer, Slot first) {
        if (!first.isAbove(truncated())) {
            effects.add(new OutOfReach(peer));
            return chosenThrough().next();
        }
        var decrees = new ArrayList<Decree>();
        int size = 0;
        for (var decree : from(first)) {
            size += decree.size();
            if (!decrees.isEmpty() && (size > CHUNK_BYTES || decrees.size() == CHUNK_DECREES)) {
                break;
            }
            decrees.add(decree);
        }
        effects.sendEarly(peer, new Chosen(first, decrees, chosenThrough())); // depends on nothing unwritten
        return first.plus(decrees.size());
    }

    /** Forgets the decrees through {@code through}: a snapshot holds what they have made. */
    void truncate(Slot through) {
        if (through.isAbove(truncated())) {
            ledger.truncate(through);
            configurations.forgetThrough(through);
        }
    }

    /** Takes a snapshot's word for the beginning of the ledger. */
    void install(Foundation foundation) {
        ledger.beginAnew(foundation.through());
        opened = foundation.opened();
        configurations.replace(foundation);
        written = truncated();
        asked = Optional.empty();
        acceptor.forgetThrough(truncated());
    }

    /** What is known chosen above {@code through}, as records that give it back. */
    List<Persist> memory(Slot through) {
        if (!through.isBelow(chosenThrough())) {
            return List.of();
        }
        var first = through.next();
        return List.of(new Learned(first, from(first)), new KnownChosen(chosenThrough()));
    }

    /** Takes over what a peer's ledger says, and asks on while it has more. */
    void onChosen(NodeId from, Chosen message) {
        var first = chosenThrough().next();
        var learned = new ArrayList<Decree>();
        for (int i = 0; i < message.decrees().size(); i++) {
            var slot = message.first().plus(i);
            var decree = message.decrees().get(i);
            if (!mustAgree(slot, decree) && slot.equals(chosenThrough().next())) {
                choose(slot, decree);
                learned.add(decree);
            }
        }
        if (!learned.isEmpty()) {
            effects.persist(new Learned(first, learned));
            witness.saw(new Action.CatchUp(first, learned));
            deliverFrom(first);
        }
        if (chosenThrough().isBelow(message.chosenThrough()) && !message.first().isAbove(first)) {
            ask(from);
        }
    }

    /** Whether the slot is known to hold another decree. */
    boolean contradicts(Slot slot, Decree decree) {
        return slot.isAbove(truncated())
                && !slot.isAbove(chosenThrough())
                && !ledger.get(slot).equals(decree);
    }

    /** Whether the slot is known chosen; then {@code decree} must be what it holds (law AGREEMENT). */
    boolean mustAgree(Slot slot, Decree decree) {
        if (slot.isAbove(chosenThrough())) {
            return false;
        }
        if (!slot.isAbove(truncated())) {
            return true; // whatever it holds is in the snapshot
        }
        var held = ledger.get(slot);
        Invariant.AGREEMENT.check(held.equals(decree), () -> "slot " + slot + ": " + held + " and " + decree);
        return true;
    }

    /** Passes what was chosen from {@code first} on to the state machine, and forgets the votes there. */
    void deliverFrom(Slot first) {
        if (!first.isAbove(chosenThrough())) {
            acceptor.forgetThrough(chosenThrough());
            effects.add(new Deliver(first, from(first)));
        }
    }

    /** Notes in the journal how far the ledger is known: a restart need not learn it again. */
    void note() {
        if (written.isBelow(chosenThrough())) {
            written = chosenThrough();
            effects.persist(new KnownChosen(written));
        }
    }

    /** Takes chosen decrees back from the journal: those recorded last in their slots. */
    void remember(KnownChosen note, List<Decree> lastRecorded) {
        for (var decree : lastRecorded) {
            choose(chosenThrough().next(), decree);
        }
        written = note.through();
        Invariant.PREFIX.check(
                chosenThrough().equals(note.through()), () -> note + " but decrees through " + chosenThrough());
        acceptor.forgetThrough(chosenThrough());
    }
}
