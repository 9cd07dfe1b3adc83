package dev.synod.paxos;

import dev.synod.paxos.Effect.BallotConfirmed;
import dev.synod.paxos.Effect.PresidentHeard;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.ChosenThrough;
import dev.synod.paxos.Message.Confirmed;
import dev.synod.paxos.Message.Prepare;
import dev.synod.paxos.Message.Probe;
import dev.synod.paxos.Message.Promise;
import dev.synod.paxos.Message.Refused;
import dev.synod.paxos.Message.TakeOver;
import dev.synod.paxos.Message.Unwilling;
import dev.synod.paxos.Message.Willing;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a node does about the presidency: whom it follows, whether it wants to preside, and what it proposes when it
 * does. Source: Paxos Made Simple, sections 2.2, 2.4 and 3. Spec: {@code MultiPaxos.tla}, actions Prepare, Preside,
 * Propose and Choose.
 */
final class Proposer {

    /** Decrees sent again in one message to a peer that did not accept them in time. */
    private static final int RESENT_AT_ONCE = 256;

    private final NodeId self;
    private final Effects effects;
    private final Witness witness;
    private final Acceptor acceptor;
    private final Learner learner;
    private final Configurations configurations;
    private Role role = Following.NOBODY;
    private Ballot highest = Ballot.ZERO;
    private boolean forgetful;
    private List<Voters> electorates = List.of();
    private Set<NodeId> peers = Set.of();

    Proposer(Desk desk, Acceptor acceptor, Learner learner, Configurations configurations) {
        self = desk.self();
        effects = desk.effects();
        witness = desk.witness();
        this.acceptor = acceptor;
        this.learner = learner;
        this.configurations = configurations;
    }

    /** Whose part it is, and where its decisions go. */
    record Desk(NodeId self, Effects effects, Witness witness) {}

    private void become(Role next) {
        if (isActive(role) && !isActive(next)) {
            witness.saw(new Action.StepDown());
        }
        role = next;
    }

    private static boolean isActive(Role role) {
        return role instanceof Preparing || role instanceof Presiding;
    }

    Role role() {
        return role;
    }

    Ballot highest() {
        return highest;
    }

    void seen(Ballot ballot) {
        if (ballot.isAbove(highest)) {
            highest = ballot;
        }
    }

    void follow(Optional<Ballot> presidency) {
        become(new Following(presidency));
    }

    private Slot known() {
        return learner.chosenThrough();
    }

    /** See {@link Legislator#neverVotes}. */
    void neverVotes() {
        forgetful = true;
    }

    /** Whether this node votes in a slot that is still open, as far as its ledger tells. */
    boolean isVoter() {
        return !forgetful && configurations.electorates(known()).stream().anyMatch(voters -> voters.contains(self));
    }

    /** Everybody else who votes in an open slot. */
    private Set<NodeId> peers() {
        var now = configurations.electorates(known());
        if (!now.equals(electorates)) { // seldom: each message asks, and a configuration lasts
            electorates = now;
            peers = others(now);
        }
        return peers;
    }

    private Set<NodeId> others(List<Voters> electorates) {
        if (electorates.size() == 1) {
            return electorates.getFirst().without(self);
        }
        var others = new TreeSet<NodeId>();
        electorates.forEach(voters -> others.addAll(voters.nodes()));
        others.remove(self);
        return Collections.unmodifiableSet(others);
    }

    // ---- phase 1

    void patienceOver() {
        if (role instanceof Presiding || !isVoter()) {
            return;
        }
        var probing = new Probing(highest.above(self), Set.of(), highest).with(self, highest);
        become(probing);
        for (var peer : peers()) {
            effects.send(peer, new Probe(probing.ballot()));
        }
        prepareIfWilling(probing);
    }

    void onWilling(NodeId from, Willing willing) {
        if (role instanceof Probing probing && probing.ballot().equals(willing.ballot())) {
            var more = probing.with(from, willing.promised());
            role = more;
            prepareIfWilling(more);
        }
    }

    void onUnwilling(Unwilling unwilling) {
        // The peer hears a president. This node does not (yet), so it keeps waiting: its patience begins anew by
        // itself.
        if (role instanceof Probing probing && probing.ballot().equals(unwilling.ballot())) {
            seen(unwilling.heard());
            become(Following.NOBODY);
        }
    }

    private void prepareIfWilling(Probing probing) {
        if (configurations.electorates(known()).stream().allMatch(voters -> voters.isQuorum(probing.willing()))) {
            seen(probing.highest());
            open();
        }
    }

    /** Opens a ballot: its start is durable, as this node's own promise, before any Prepare leaves (law B1). */
    private void open() {
        var ballot = highest.above(self);
        Invariant.B1.check(ballot.isAbove(acceptor.promised()), () -> ballot + " after " + acceptor.promised());
        seen(ballot);
        become(new Preparing(ballot));
        witness.saw(new Action.Prepare(ballot, known()));
        var prepare = new Prepare(ballot, known().next());
        acceptor.onPrepare(self, prepare, known());
        for (var peer : peers()) {
            effects.send(peer, prepare);
        }
        effects.add(new PresidentHeard(ballot)); // it is this node that shall preside: patience with itself begins
    }

    void onTakeOver(TakeOver request) {
        if (!(role instanceof Presiding) && isVoter() && !request.ballot().isBelow(acceptor.promised())) {
            seen(request.ballot());
            open();
        }
    }

    void onPromise(NodeId from, Promise promise) {
        if (role instanceof Preparing preparing && preparing.ballot().equals(promise.ballot())) {
            var more = preparing.with(from, promise);
            role = more;
            presideIfReady();
        } else if (role instanceof Presiding presiding && presiding.ballot().equals(promise.ballot())) {
            // A voter of slots to come. What it reports there of lower ballots is void, by this ballot's opening.
            presiding.promised(from);
            advance(presiding);
        }
    }

    /** With enough promises: catches up as far as any of them knows, then takes the chair. */
    void presideIfReady() {
        if (!(role instanceof Preparing preparing)) {
            return;
        }
        if (preparing.ballot().isBelow(learner.opened())) {
            become(Following.NOBODY); // a higher ballot has opened: from there on this one can choose nothing
            return;
        }
        if (!preparing.hasQuorum(electorates(preparing))) {
            return;
        }
        if (preparing.isCaughtUp(known())) {
            preside(preparing);
        } else {
            learner.ask(preparing.mostAdvanced());
        }
    }

    private List<Voters> electorates(Preparing preparing) {
        return preparing.electorates(configurations, known(), learner.opened());
    }

    private void preside(Preparing preparing) {
        Invariant.P2C.check(
                preparing.hasQuorum(electorates(preparing)) && preparing.isCaughtUp(known()),
                () -> preparing + " with the ledger known through " + known());
        Invariant.OPENED.check(
                !preparing.ballot().isBelow(learner.opened()),
                () -> preparing + " presides, and " + learner.opened() + " has opened");
        var first = known().next();
        var presiding = new Presiding(preparing, first, configurations, witness);
        become(presiding);
        witness.saw(new Action.Preside(preparing.ballot(), known(), preparing.promises().keySet()));
        presiding.propose(preparing.recovery(first, learner.opened()));
        presiding.propose(List.of(new Decree.Opened(presiding.ballot())));
        advance(presiding);
        effects.add(new PresidentHeard(presiding.ballot()));
        beat(presiding);
    }

    // ---- phase 2

    /** In how many slots clients' decrees may be proposed now. */
    int room() {
        return role instanceof Presiding presiding ? presiding.room(known()) : 0;
    }

    /** Proposes decrees in the next slots. Only a president may be asked to, and not for more than it has room. */
    void propose(List<Decree> decrees) {
        propose((Presiding) role, decrees);
    }

    private void propose(Presiding presiding, List<Decree> decrees) {
        var accept = presiding.accept(List.copyOf(decrees), known());
        witness.saw(new Action.Propose(accept.ballot(), accept.first(), accept.decrees()));
        // Peers may have it before this node's own vote is durable: nothing depends on that vote until it is counted.
        for (var peer : peers()) {
            effects.sendEarly(peer, accept);
        }
        acceptor.onAccept(self, accept, learner);
    }

    /**
     * Proposes what had to wait for slots; fills the slots before a new configuration governs, so that it soon does;
     * and asks its voters for their promises.
     */
    private void advance(Presiding presiding) {
        int unfilled = presiding.unfilled();
        if (unfilled > 0) {
            presiding.propose(Collections.nCopies(unfilled, Decree.NO_OP));
            prepareNewcomers(presiding);
        }
        for (var due = presiding.due(known()); !due.isEmpty(); due = presiding.due(known())) {
            propose(presiding, due);
        }
    }

    /**
     * Asks until a quorum of every configuration has promised: also of one that governs by now, where the question was
     * lost.
     */
    private void prepareNewcomers(Presiding presiding) {
        if (configurations.electorates(known()).stream().allMatch(presiding::hasPromises)) {
            return;
        }
        for (var peer : peers()) {
            if (!presiding.hasPromised(peer)) {
                effects.send(peer, new Prepare(presiding.ballot(), configurations.latestFrom()));
            }
        }
    }

    void onAccepted(NodeId from, Accepted accepted) {
        if (role instanceof Presiding presiding && presiding.ballot().equals(accepted.ballot())) {
            presiding.onAccepted(from, accepted, learner);
            advance(presiding);
        }
    }

    void onRefused(Refused refused) {
        seen(refused.promised());
        boolean preempted = switch (role) {
            case Presiding presiding -> presiding.ballot().equals(refused.ballot());
            case Preparing preparing -> preparing.ballot().equals(refused.ballot());
            case Probing probing -> false; // a probe is never refused: this answers an earlier ballot
            case Following following -> false; // likewise
        };
        if (preempted) {
            become(Following.NOBODY);
        }
    }

    // ---- signs of life

    /** The president shows that it lives, and sends again what peers did not answer in time. */
    void heartbeatDue() {
        switch (role) {
            case Presiding presiding -> {
                resend(presiding);
                prepareNewcomers(presiding);
                beat(presiding);
            }
            case Preparing preparing -> {
                for (var peer : others(electorates(preparing))) {
                    if (!preparing.promises().containsKey(peer)) {
                        effects.send(peer, new Prepare(preparing.ballot(), known().next()));
                    }
                }
                presideIfReady();
            }
            case Probing probing -> {} // a lost probe is made again when patience is over again
            case Following following -> {} // nothing to show
        }
    }

    private void resend(Presiding presiding) {
        presiding.tick();
        for (var peer : peers()) {
            presiding.overdue(peer, known(), RESENT_AT_ONCE).ifPresent(accept -> effects.sendEarly(peer, accept));
        }
    }

    /** No quorum confirmed this president's ballot for the length of patience: it must not go on. */
    void quorumSilent() {
        if (role instanceof Presiding) {
            become(Following.NOBODY);
        }
    }

    void lost(NodeId peer) {
        if (role instanceof Following following
                && following.presidency().map(Ballot::node).equals(Optional.of(peer))) {
            become(Following.NOBODY);
        }
    }

    void confirmBallot() {
        if (role instanceof Presiding presiding) {
            beat(presiding);
        }
    }

    private void beat(Presiding presiding) {
        var heartbeat = presiding.beat(known());
        for (var peer : peers()) {
            effects.sendEarly(peer, heartbeat);
        }
        onConfirmed(self, new Confirmed(presiding.ballot(), heartbeat.beat(), known()));
    }

    void onConfirmed(NodeId from, Confirmed confirmed) {
        if (role instanceof Presiding presiding && presiding.ballot().equals(confirmed.ballot())) {
            presiding.onConfirmed(from, confirmed, known())
                    .ifPresent(beat -> effects.add(new BallotConfirmed(presiding.ballot(), beat)));
        }
    }

    /** Tells peers what was chosen since they last heard, where no other message has. */
    void turnEnds() {
        if (role instanceof Presiding presiding && presiding.hasNews(known())) {
            presiding.announced(known());
            for (var peer : peers()) {
                effects.sendEarly(peer, new ChosenThrough(presiding.ballot(), known()));
            }
        }
    }

    /** Asks {@code to}, or the most advanced voter, to preside. Nothing changes until it opens a ballot. */
    void handOver(Optional<NodeId> to) {
        if (role instanceof Presiding presiding) {
            to.or(() -> presiding.successor(self))
                    .ifPresent(peer -> effects.send(peer, new TakeOver(presiding.ballot(), known())));
        }
    }
}
