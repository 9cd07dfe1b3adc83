package dev.synod.paxos;

import dev.synod.paxos.Effect.Founded;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.PresidentHeard;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.CatchUp;
import dev.synod.paxos.Message.Chosen;
import dev.synod.paxos.Message.ChosenThrough;
import dev.synod.paxos.Message.Confirmed;
import dev.synod.paxos.Message.Heartbeat;
import dev.synod.paxos.Message.Prepare;
import dev.synod.paxos.Message.Probe;
import dev.synod.paxos.Message.Promise;
import dev.synod.paxos.Message.Refused;
import dev.synod.paxos.Message.TakeOver;
import dev.synod.paxos.Message.Unwilling;
import dev.synod.paxos.Message.Willing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node's whole part in Paxos: acceptor, learner and proposer together. Every method is one step: it takes an input
 * and gives the effects back, in order. Time comes in as an input too ({@link #patienceOver}, {@link #heartbeatDue});
 * the same inputs make the same steps, always.
 *
 * <p>Source: Lamport, Paxos Made Simple (2001), section 3. Spec: {@code MultiPaxos.tla}; each action there names its
 * method here.
 */
public final class Legislator {

    private final Effects effects = new Effects();
    private final Witness witness;
    private final Acceptor acceptor;
    private final Configurations configurations;
    private final Learner learner;
    private final Proposer proposer;
    private final Recollection recollection = new Recollection();
    private Slot tellNext = Slot.ZERO;
    private boolean forgetful;

    /**
     * A node that knows nothing yet.
     *
     * @param alpha how far beyond what is known chosen anybody proposes: the same on all nodes, for ever
     */
    public Legislator(NodeId self, int alpha) {
        this(self, alpha, Witness.NOBODY);
    }

    /** As that, and {@code witness} is told each step. */
    public Legislator(NodeId self, int alpha, Witness witness) {
        this.witness = witness;
        configurations = new Configurations(alpha);
        acceptor = new Acceptor(self, effects, witness);
        learner = new Learner(effects, acceptor, configurations, witness);
        proposer = new Proposer(new Proposer.Desk(self, effects, witness), acceptor, learner, configurations);
    }

    /**
     * This node's memory does not outlast it. It only learns from now on, whatever the configuration says: a promise
     * that it forgot would be a promise broken (law P1A). To the others it is a voter that is always away.
     */
    public void neverVotes() {
        forgetful = true;
        proposer.neverVotes();
    }

    // ---- memory

    /** Takes a snapshot's word for the beginning of the ledger: before any record. */
    public void remember(Foundation foundation) {
        learner.install(foundation);
    }

    /** Takes one record back from the journal, in the order in which they were written. */
    public void remember(Persist written) {
        switch (written) {
            case Founded founded -> configurations.govern(Slot.ZERO.next(), founded.initial());
            case Promised promised -> acceptor.remember(promised);
            case Voted voted -> {
                acceptor.remember(voted);
                recollection.note(voted.first(), voted.decrees());
            }
            case Learned learned -> recollection.note(learned.first(), learned.decrees());
            case KnownChosen known -> learner.remember(known, recollection.through(known.through()));
        }
        proposer.seen(acceptor.promised());
    }

    /** After the last record: where nothing is remembered, {@code initial} governs the first slots. */
    public List<Effect> found(Configuration initial) {
        if (!configurations.isFounded()) {
            configurations.govern(Slot.ZERO.next(), initial);
            effects.persist(new Founded(initial));
        }
        return effects.taken();
    }

    /**
     * After the last record: where nothing is remembered, this node knows nobody better to ask than these. It is not
     * one of them; a snapshot will tell who governs.
     */
    public void suppose(Configuration contacts) {
        if (!configurations.isFounded()) {
            configurations.suppose(contacts);
        }
    }

    /** At last: hands what is known chosen to the state machine. */
    public List<Effect> remembered() {
        recollection.clear();
        witness.saw(new Action.Restart(
                acceptor.promised(), chosenThrough(), truncated(), acceptor.votes(chosenThrough())));
        learner.deliverFrom(learner.truncated().next());
        return effects.taken();
    }

    /**
     * A snapshot holds what the ledger through {@code foundation.through()} has made: takes its word for it, and what
     * follows from that. Nothing where this node knows as much already, or presides.
     */
    public List<Effect> install(Foundation foundation) {
        if (foundation.through().isAbove(chosenThrough()) && !presides()) {
            learner.install(foundation);
            witness.saw(new Action.Install(foundation.through()));
            proposer.presideIfReady();
        }
        return effects.taken();
    }

    /**
     * The memory has begun anew over a snapshot: forgets the ledger through {@code through}, which may be kept a little
     * longer for others than for oneself.
     */
    public void truncate(Slot snapshot, Slot through) {
        witness.saw(new Action.Truncate(snapshot));
        learner.truncate(through);
    }

    /** All that must not be forgotten beside a snapshot through {@code through}, as records that give it back. */
    public List<Persist> memory(Slot through) {
        var memory = new ArrayList<>(acceptor.memory(through));
        memory.addAll(learner.memory(through));
        return memory;
    }

    /** The configuration chosen last in the slots through {@code through}, which are not truncated beyond. */
    public Configuration configuration(Slot through) {
        return configurations.at(through.plus(configurations.alpha()));
    }

    /** What Paxos knows of what is truncated, where that is nothing: what the cluster was founded with. */
    public Foundation foundation() {
        return new Foundation(truncated(), Ballot.ZERO, configurations.toldThrough(truncated()));
    }

    /** The decrees from {@code first} on, which is not truncated, to the last of now. Any thread may read them. */
    public List<Decree> ledger(Slot first) {
        return learner.from(first);
    }

    // ---- standing

    public Slot chosenThrough() {
        return learner.chosenThrough();
    }

    /** The slots through this one are truncated. */
    public Slot truncated() {
        return learner.truncated();
    }

    /** Bytes of the decrees that are not truncated, about. */
    public long ledgerBytes() {
        return learner.bytes();
    }

    /** What this node knows of who governs. Founded nodes only. */
    public Configuration configuration() {
        return configurations.latest();
    }

    /** What governs the next slot. */
    public Configuration governing() {
        return configurations.at(chosenThrough().next());
    }

    /** Whether the latest configuration governs the next slot: no change is under way. */
    public boolean isSettled() {
        return !configurations.latestFrom().isAbove(chosenThrough().next());
    }

    /**
     * As that; and where this node presides, a quorum of those who govern is known to know it. Who governs no more may
     * be switched off then: before, nobody who is left could tell that what it voted for is chosen.
     */
    public boolean isSettledAmongVoters() {
        return isSettled()
                && (!(proposer.role() instanceof Presiding presiding)
                        || presiding.isKnown(configurations.latestFrom().before()));
    }

    /** Whether this node votes in a slot that is still open, as far as its ledger tells. */
    public boolean isVoter() {
        return proposer.isVoter();
    }

    /** The ballot that leads phase 2, as far as this node hears. */
    public Optional<Ballot> presidency() {
        return proposer.role().presidency();
    }

    public boolean presides() {
        return proposer.role() instanceof Presiding;
    }

    public boolean prepares() {
        return proposer.role() instanceof Preparing;
    }

    public boolean probes() {
        return proposer.role() instanceof Probing;
    }

    /** The highest ballot that this node has promised or heard of. */
    public Ballot highest() {
        return proposer.highest();
    }

    /** In how many slots a president may propose clients' decrees now. */
    public int room() {
        return proposer.room();
    }

    /** How far a peer said that it knows the ledger chosen; known to a president only. */
    public Slot chosenThrough(NodeId peer) {
        return proposer.role() instanceof Presiding presiding ? presiding.chosenThrough(peer) : Slot.ZERO;
    }

    // ---- time

    /** No president was heard for the length of patience: asks the peers whether they miss one too. */
    public List<Effect> patienceOver() {
        learner.loseHope();
        proposer.patienceOver();
        return effects.taken();
    }

    /** A heartbeat has passed: what was asked and not answered is asked again, and a president shows that it lives. */
    public List<Effect> heartbeatDue() {
        learner.loseHope();
        proposer.heartbeatDue();
        return effects.taken();
    }

    /** No quorum confirmed this president's ballot for the length of patience: it must not go on. */
    public List<Effect> quorumSilent() {
        proposer.quorumSilent();
        return effects.taken();
    }

    /** A peer's connection is gone. If it presided, that is reason to miss it at once; a probe will tell. */
    public List<Effect> lost(NodeId peer) {
        proposer.lost(peer);
        return effects.taken();
    }

    // ---- the president's work

    /** Proposes decrees in the next slots. Only a president may be asked to, for at most {@link #room} decrees. */
    public List<Effect> propose(List<Decree> decrees) {
        proposer.propose(decrees);
        return effects.taken();
    }

    /**
     * Asks a quorum whether this ballot still leads: {@link Effect.BallotConfirmed} with this beat, or a later, is the
     * answer.
     */
    public List<Effect> confirmBallot() {
        proposer.confirmBallot();
        return effects.taken();
    }

    /** The beat that {@link #confirmBallot} sent last. */
    public long beat() {
        return proposer.role() instanceof Presiding presiding ? presiding.lastBeat() : 0;
    }

    /** Tells peers what was chosen since they last heard, where no other message has. */
    public List<Effect> turnEnds() {
        learner.note();
        proposer.turnEnds();
        return effects.taken();
    }

    /** Asks the most advanced voter, or {@code to}, to preside. Nothing changes until it opens a ballot. */
    public List<Effect> handOver(Optional<NodeId> to) {
        proposer.handOver(to);
        return effects.taken();
    }

    // ---- those who only learn

    /** Tells a node what is chosen from {@code first} on; {@link #tellNext} says how far. */
    public List<Effect> tell(NodeId peer, Slot first) {
        tellNext = learner.tell(peer, first);
        return effects.taken();
    }

    /** The slot to {@link #tell} next to whom it told last. */
    public Slot tellNext() {
        return tellNext;
    }

    /** Heard from another node who presides: a node that does not vote hears no president itself. */
    public List<Effect> heardOf(Optional<Ballot> presidency) {
        if (!isVoter() && presidency.isPresent()) {
            proposer.seen(presidency.get());
            proposer.follow(presidency);
            effects.add(new PresidentHeard(presidency.get()));
        }
        return effects.taken();
    }

    /** Asks {@code peer} for the decrees from the next slot on. */
    public List<Effect> ask(NodeId peer) {
        learner.ask(peer);
        return effects.taken();
    }

    // ---- messages

    public List<Effect> received(NodeId from, Message message) {
        if (forgetful && !(message instanceof Chosen) && !(message instanceof CatchUp)) {
            return List.of();
        }
        switch (message) {
            case Probe probe -> onProbe(from, probe);
            case Willing willing -> proposer.onWilling(from, willing);
            case Unwilling unwilling -> proposer.onUnwilling(unwilling);
            case Prepare prepare -> onPrepare(from, prepare);
            case Promise promise -> proposer.onPromise(from, promise);
            case Refused refused -> proposer.onRefused(refused);
            case Accept accept -> onAccept(from, accept);
            case Accepted accepted -> proposer.onAccepted(from, accepted);
            case ChosenThrough news -> learn(from, news.ballot(), news.chosenThrough());
            case Heartbeat heartbeat -> onHeartbeat(from, heartbeat);
            case Confirmed confirmed -> proposer.onConfirmed(from, confirmed);
            case CatchUp request -> learner.onCatchUp(from, request);
            case Chosen chosen -> onChosen(from, chosen);
            case TakeOver request -> proposer.onTakeOver(request);
        }
        return effects.taken();
    }

    private void onProbe(NodeId from, Probe probe) {
        var heard = presidency();
        if (heard.isPresent()) {
            effects.send(from, new Unwilling(probe.ballot(), heard.get()));
        } else {
            effects.send(from, new Willing(probe.ballot(), highest(), chosenThrough()));
        }
    }

    private void onPrepare(NodeId from, Prepare prepare) {
        Invariant.B1.check(prepare.ballot().node().equals(from), () -> from + " opened " + prepare.ballot());
        if (!prepare.ballot().isBelow(acceptor.promised())) {
            hear(prepare.ballot(), from); // it may preside soon: till patience is over, no other probe gets my consent
        }
        acceptor.onPrepare(from, prepare, chosenThrough());
    }

    private void onAccept(NodeId from, Accept accept) {
        hear(accept.ballot(), from);
        acceptor.onAccept(from, accept, learner);
        learn(from, accept.ballot(), accept.chosenThrough());
    }

    private void onHeartbeat(NodeId from, Heartbeat heartbeat) {
        if (heartbeat.ballot().isBelow(acceptor.promised())) {
            effects.send(from, new Refused(heartbeat.ballot(), acceptor.promised()));
            return;
        }
        hear(heartbeat.ballot(), from);
        learner.loseHope();
        learn(from, heartbeat.ballot(), heartbeat.chosenThrough());
        effects.send(from, new Confirmed(heartbeat.ballot(), heartbeat.beat(), chosenThrough()));
    }

    private void learn(NodeId from, Ballot ballot, Slot through) {
        if (!presides()) { // a president learns from its own quorums
            learner.chosen(from, ballot, through);
        }
    }

    private void onChosen(NodeId from, Chosen chosen) {
        boolean late = presides(); // the answer to a question from before
        if (!late && configurations.isFounded()) { // else who governs must be learned first, from a snapshot
            learner.onChosen(from, chosen);
            proposer.presideIfReady();
        }
    }

    /** A president of {@code ballot} spoke. Below what was promised or heard before, it is not heard. */
    private void hear(Ballot ballot, NodeId from) {
        boolean outrun = presidency().filter(ballot::isBelow).isPresent();
        if (outrun || ballot.isBelow(acceptor.promised()) || !ballot.node().equals(from)) {
            return;
        }
        proposer.seen(ballot);
        if (!presidency().equals(Optional.of(ballot))) {
            proposer.follow(Optional.of(ballot));
        }
        effects.add(new PresidentHeard(ballot));
    }
}
