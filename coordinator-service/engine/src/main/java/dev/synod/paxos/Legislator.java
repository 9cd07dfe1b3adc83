package dev.synod.paxos;

import dev.synod.paxos.Effect.BallotConfirmed;
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

    /** Decrees sent again in one message to a peer that did not accept them in time. */
    private static final int RESENT_AT_ONCE = 256;

    private final NodeId self;
    private final Voters voters;
    private final Effects effects = new Effects();
    private final Acceptor acceptor = new Acceptor(effects);
    private final Learner learner = new Learner(effects, acceptor);
    private final Recollection recollection = new Recollection();
    private Role role = Following.NOBODY;
    private Ballot highest = Ballot.ZERO;

    public Legislator(NodeId self, Voters voters) {
        this.self = self;
        this.voters = voters;
    }

    // ---- memory

    /** Takes one record back from the journal, in the order in which they were written. */
    public void remember(Persist written) {
        switch (written) {
            case Effect.Founded founded -> {}
            case Promised promised -> acceptor.remember(promised);
            case Voted voted -> {
                acceptor.remember(voted);
                recollection.note(voted.first(), voted.decrees());
            }
            case Learned learned -> recollection.note(learned.first(), learned.decrees());
            case KnownChosen known -> learner.remember(known, recollection.through(known.through()));
        }
        seen(acceptor.promised());
    }

    /** After the last record: hands what is known chosen to the state machine. */
    public List<Effect> remembered() {
        recollection.clear();
        learner.deliverFrom(Slot.ZERO.next());
        return effects.taken();
    }

    // ---- standing

    public Slot chosenThrough() {
        return learner.chosenThrough();
    }

    /** The ballot that leads phase 2, as far as this node hears. */
    public Optional<Ballot> presidency() {
        return role.presidency();
    }

    public boolean presides() {
        return role instanceof Presiding;
    }

    public boolean prepares() {
        return role instanceof Preparing;
    }

    public boolean probes() {
        return role instanceof Probing;
    }

    /** The highest ballot that this node has promised or heard of. */
    public Ballot highest() {
        return highest;
    }

    /** Slots proposed by this node and not yet chosen. */
    public int inFlight() {
        return role instanceof Presiding presiding ? presiding.inFlight() : 0;
    }

    /** How far a peer said that it knows the ledger chosen; known to a president only. */
    public Slot chosenThrough(NodeId peer) {
        return role instanceof Presiding presiding ? presiding.chosenThrough(peer) : Slot.ZERO;
    }

    // ---- time

    /** No president was heard for the length of patience: asks the peers whether they miss one too. */
    public List<Effect> patienceOver() {
        if (!(role instanceof Presiding)) {
            learner.loseHope();
            var probing = new Probing(highest.above(self), 0, highest).with(self, highest, voters);
            role = probing;
            for (var peer : peers()) {
                effects.send(peer, new Probe(probing.ballot()));
            }
            prepareIfWilling(probing);
        }
        return effects.taken();
    }

    /** The president shows that it lives, and sends again what peers did not accept in time. */
    public List<Effect> heartbeatDue() {
        learner.loseHope();
        switch (role) {
            case Presiding presiding -> {
                resend(presiding);
                beat(presiding);
            }
            case Preparing preparing -> {
                for (var peer : peers()) {
                    if (!preparing.promises().containsKey(peer)) {
                        effects.send(peer, new Prepare(preparing.ballot(), chosenThrough().next()));
                    }
                }
                presideIfReady(preparing);
            }
            case Probing probing -> {} // a lost probe is made again when patience is over again
            case Following following -> {} // nothing to show
        }
        return effects.taken();
    }

    private void resend(Presiding presiding) {
        presiding.tick();
        for (var peer : peers()) {
            presiding.overdue(peer, chosenThrough(), RESENT_AT_ONCE)
                    .ifPresent(accept -> effects.sendEarly(peer, accept));
        }
    }

    /** No quorum confirmed this president's ballot for the length of patience: it must not go on. */
    public List<Effect> quorumSilent() {
        if (role instanceof Presiding) {
            role = Following.NOBODY;
        }
        return effects.taken();
    }

    /** A peer's connection is gone. If it presided, that is reason to miss it at once; a probe will tell. */
    public List<Effect> lost(NodeId peer) {
        if (role instanceof Following following
                && following.presidency().map(Ballot::node).equals(Optional.of(peer))) {
            role = Following.NOBODY;
        }
        return effects.taken();
    }

    // ---- the president's work

    /** Proposes decrees in the next slots. Only a president may be asked to. */
    public List<Effect> propose(List<Decree> decrees) {
        propose((Presiding) role, decrees);
        return effects.taken();
    }

    /**
     * Asks a quorum whether this ballot still leads: {@link BallotConfirmed} with this beat, or a later, is the
     * answer.
     */
    public List<Effect> confirmBallot() {
        if (role instanceof Presiding presiding) {
            beat(presiding);
        }
        return effects.taken();
    }

    /** The beat that {@link #confirmBallot} sent last. */
    public long beat() {
        return role instanceof Presiding presiding ? presiding.lastBeat() : 0;
    }

    /** Tells peers what was chosen since they last heard, where no other message has. */
    public List<Effect> turnEnds() {
        learner.note();
        if (role instanceof Presiding presiding && presiding.hasNews(chosenThrough())) {
            presiding.announced(chosenThrough());
            for (var peer : peers()) {
                effects.sendEarly(peer, new ChosenThrough(presiding.ballot(), chosenThrough()));
            }
        }
        return effects.taken();
    }

    /** Asks the most advanced peer, or {@code to}, to preside. Nothing changes until it opens a ballot. */
    public List<Effect> handOver(Optional<NodeId> to) {
        if (role instanceof Presiding presiding) {
            to.or(() -> presiding.successor(self))
                    .ifPresent(peer -> effects.send(peer, new TakeOver(presiding.ballot(), chosenThrough())));
        }
        return effects.taken();
    }

    // ---- messages

    public List<Effect> received(NodeId from, Message message) {
        switch (message) {
            case Probe probe -> onProbe(from, probe);
            case Willing willing -> onWilling(from, willing);
            case Unwilling unwilling -> onUnwilling(unwilling);
            case Prepare prepare -> onPrepare(from, prepare);
            case Promise promise -> onPromise(from, promise);
            case Refused refused -> onRefused(refused);
            case Accept accept -> onAccept(from, accept);
            case Accepted accepted -> onAccepted(from, accepted);
            case ChosenThrough news -> learn(from, news.ballot(), news.chosenThrough());
            case Heartbeat heartbeat -> onHeartbeat(from, heartbeat);
            case Confirmed confirmed -> onConfirmed(from, confirmed);
            case CatchUp request -> learner.onCatchUp(from, request);
            case Chosen chosen -> onChosen(from, chosen);
            case TakeOver request -> onTakeOver(request);
        }
        return effects.taken();
    }

    private void onProbe(NodeId from, Probe probe) {
        var heard = role.presidency();
        if (heard.isPresent()) {
            effects.send(from, new Unwilling(probe.ballot(), heard.get()));
        } else {
            effects.send(from, new Willing(probe.ballot(), highest, chosenThrough()));
        }
    }

    private void onWilling(NodeId from, Willing willing) {
        if (role instanceof Probing probing && probing.ballot().equals(willing.ballot())) {
            var more = probing.with(from, willing.promised(), voters);
            role = more;
            prepareIfWilling(more);
        }
    }

    private void onUnwilling(Unwilling unwilling) {
        // The peer hears a president. This node does not (yet), so it keeps waiting: its patience begins anew by
        // itself.
        if (role instanceof Probing probing && probing.ballot().equals(unwilling.ballot())) {
            seen(unwilling.heard());
            role = Following.NOBODY;
        }
    }

    private void prepareIfWilling(Probing probing) {
        if (voters.isQuorum(probing.willing())) {
            seen(probing.highest());
            open();
        }
    }

    /** Opens a ballot: its start is durable, as this node's own promise, before any Prepare leaves (law B1). */
    private void open() {
        var ballot = highest.above(self);
        Invariant.B1.check(ballot.isAbove(acceptor.promised()), () -> ballot + " after " + acceptor.promised());
        seen(ballot);
        role = new Preparing(ballot);
        var prepare = new Prepare(ballot, chosenThrough().next());
        acceptor.onPrepare(self, prepare, chosenThrough());
        for (var peer : peers()) {
            effects.send(peer, prepare);
        }
        effects.add(new PresidentHeard(ballot)); // it is this node that shall preside: patience with itself begins
    }

    private void onPrepare(NodeId from, Prepare prepare) {
        Invariant.B1.check(prepare.ballot().node().equals(from), () -> from + " opened " + prepare.ballot());
        if (!prepare.ballot().isBelow(acceptor.promised())) {
            hear(prepare.ballot(), from); // it may preside soon: till patience is over, no other probe gets my consent
        }
        acceptor.onPrepare(from, prepare, chosenThrough());
    }

    private void onPromise(NodeId from, Promise promise) {
        if (role instanceof Preparing preparing && preparing.ballot().equals(promise.ballot())) {
            var more = preparing.with(from, promise);
            role = more;
            presideIfReady(more);
        }
    }

    /** With a quorum's promises: catches up as far as any of them knows, then takes the chair. */
    private void presideIfReady(Preparing preparing) {
        if (!preparing.hasQuorum(voters)) {
            return;
        }
        if (preparing.isCaughtUp(chosenThrough())) {
            preside(preparing);
        } else {
            learner.ask(preparing.mostAdvanced());
        }
    }

    private void preside(Preparing preparing) {
        Invariant.P2C.check(
                preparing.hasQuorum(voters) && preparing.isCaughtUp(chosenThrough()),
                () -> preparing + " with the ledger known through " + chosenThrough());
        var first = chosenThrough().next();
        var recovery = preparing.recovery(first, learner.opened());
        var presiding = new Presiding(preparing.ballot(), first, voters);
        role = presiding;
        if (!recovery.isEmpty()) {
            propose(presiding, recovery);
        }
        propose(presiding, List.of(new Decree.Opened(presiding.ballot())));
        effects.add(new PresidentHeard(presiding.ballot()));
        beat(presiding);
    }

    private void propose(Presiding presiding, List<Decree> decrees) {
        var accept = presiding.propose(List.copyOf(decrees), chosenThrough());
        // Peers may have it before this node's own vote is durable: nothing depends on that vote until it is counted.
        for (var peer : peers()) {
            effects.sendEarly(peer, accept);
        }
        acceptor.onAccept(self, accept, learner);
    }

    private void onRefused(Refused refused) {
        seen(refused.promised());
        boolean preempted = switch (role) {
            case Presiding presiding -> presiding.ballot().equals(refused.ballot());
            case Preparing preparing -> preparing.ballot().equals(refused.ballot());
            case Probing probing -> false; // a probe is never refused: this answers an earlier ballot
            case Following following -> false; // likewise
        };
        if (preempted) {
            role = Following.NOBODY;
        }
    }

    private void onAccept(NodeId from, Accept accept) {
        hear(accept.ballot(), from);
        acceptor.onAccept(from, accept, learner);
        learn(from, accept.ballot(), accept.chosenThrough());
    }

    private void onAccepted(NodeId from, Accepted accepted) {
        if (role instanceof Presiding presiding && presiding.ballot().equals(accepted.ballot())) {
            presiding.onAccepted(from, accepted, learner);
        }
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

    private void beat(Presiding presiding) {
        var heartbeat = presiding.beat(chosenThrough());
        for (var peer : peers()) {
            effects.sendEarly(peer, heartbeat);
        }
        onConfirmed(self, new Confirmed(presiding.ballot(), heartbeat.beat(), chosenThrough()));
    }

    private void onConfirmed(NodeId from, Confirmed confirmed) {
        if (role instanceof Presiding presiding && presiding.ballot().equals(confirmed.ballot())) {
            presiding.onConfirmed(from, confirmed)
                    .ifPresent(beat -> effects.add(new BallotConfirmed(presiding.ballot(), beat)));
        }
    }

    private void learn(NodeId from, Ballot ballot, Slot through) {
        if (!(role instanceof Presiding)) { // a president learns from its own quorums
            learner.chosen(from, ballot, through);
        }
    }

    private void onChosen(NodeId from, Chosen chosen) {
        if (role instanceof Presiding) {
            return; // the late answer to a question from before
        }
        learner.onChosen(from, chosen);
        if (role instanceof Preparing preparing) {
            presideIfReady(preparing);
        }
    }

    private void onTakeOver(TakeOver request) {
        if (!(role instanceof Presiding) && !request.ballot().isBelow(acceptor.promised())) {
            seen(request.ballot());
            open();
        }
    }

    // ---- roles

    /** A president of {@code ballot} spoke. Below what was promised or heard before, it is not heard. */
    private void hear(Ballot ballot, NodeId from) {
        boolean outrun = role.presidency().filter(ballot::isBelow).isPresent();
        if (outrun || ballot.isBelow(acceptor.promised()) || !ballot.node().equals(from)) {
            return;
        }
        seen(ballot);
        if (!role.presidency().equals(Optional.of(ballot))) {
            role = Following.president(ballot);
        }
        effects.add(new PresidentHeard(ballot));
    }

    private void seen(Ballot ballot) {
        if (ballot.isAbove(highest)) {
            highest = ballot;
        }
    }

    private List<NodeId> peers() {
        return voters.nodes().stream().filter(node -> !node.equals(self)).toList();
    }
}
