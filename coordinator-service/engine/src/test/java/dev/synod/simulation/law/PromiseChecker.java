package dev.synod.simulation.law;

import dev.synod.node.PeerMessage;
import dev.synod.node.PeerMessage.Consensus;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.paxos.Vote;
import dev.synod.simulation.world.Watch;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Holds every message that leaves a node against what is durable on that node's disk at that moment. Laws:
 * PERSIST_FIRST, P1A, B1.
 */
final class PromiseChecker implements Watch {

    private final Ledger ledger;
    private final Acceptors acceptors;
    private final Map<Ballot, Opening> openings = new HashMap<>();
    private final Map<Ballot, Integer> opened = new HashMap<>();

    /** A ballot as its node opened it. */
    private record Opening(int life, Slot from) {}

    PromiseChecker(Ledger ledger, Acceptors acceptors) {
        this.ledger = ledger;
        this.acceptors = acceptors;
    }

    /** Who votes alone opens its ballots without a word to anybody. */
    @Override
    public void durable(NodeId node, Persist record) {
        if (record instanceof Promised(Ballot ballot) && ballot.node().equals(node)) {
            opened.putIfAbsent(ballot, acceptors.life(node));
        }
    }

    @Override
    public void sent(NodeId from, NodeId to, PeerMessage message) {
        if (message instanceof Consensus consensus) {
            sent(from, consensus.message());
        }
    }

    private void sent(NodeId from, Message message) {
        switch (message) {
            case Message.Prepare prepare -> opens(from, prepare);
            case Message.Promise promise -> promises(from, promise);
            case Message.Accepted accepted -> accepts(from, accepted);
            case Message.Refused refused -> isDurable(from, refused.promised(), message);
            case Message.Confirmed confirmed -> hadNotPromisedAbove(from, confirmed.ballot(), message);
            case Message.Accept accept -> presides(from, accept.ballot(), message);
            case Message.Heartbeat heartbeat -> presides(from, heartbeat.ballot(), message);
            case Message.ChosenThrough news -> presides(from, news.ballot(), message);
            case Message.TakeOver takeOver -> presides(from, takeOver.ballot(), message);
            case Message.Probe probe -> bindsNobody();
            case Message.Willing willing -> bindsNobody();
            case Message.Unwilling unwilling -> bindsNobody();
            case Message.CatchUp catchUp -> bindsNobody();
            case Message.Chosen chosen -> bindsNobody();
        }
    }

    private static void bindsNobody() {
        // Nothing in the message depends on a promise or a vote.
    }

    private void opens(NodeId node, Message.Prepare prepare) {
        Ballot ballot = prepare.ballot();
        Law.B1.check(ballot.node().equals(node), () -> "node " + node + " opens " + ballot);
        isDurable(node, ballot, prepare);
        int life = acceptors.life(node);
        Opening opening = openings.computeIfAbsent(ballot, unknown -> new Opening(life, prepare.from()));
        Law.B1.check(
                opening.life() == life,
                () -> "node " + node + " opened " + ballot + " in life " + opening.life() + " and again in " + life);
        if (prepare.from().isBelow(opening.from())) {
            openings.put(ballot, new Opening(life, prepare.from()));
        }
    }

    private void presides(NodeId node, Ballot ballot, Message message) {
        isDurable(node, ballot, message);
        Integer life = opened.get(ballot);
        Law.B1.check(
                ballot.node().equals(node) && life != null && life == acceptors.life(node),
                () -> "node " + node + " presides without having opened " + ballot + " in this life: " + message);
    }

    private void promises(NodeId node, Message.Promise promise) {
        isDurable(node, promise.ballot(), promise);
        hadNotPromisedAbove(node, promise.ballot(), promise);
        for (Vote vote : promise.votes()) {
            Law.PERSIST_FIRST.check(
                    hasVoted(node, vote.slot(), vote.ballot()),
                    () -> "node " + node + " tells a vote that is not durable: " + vote);
        }
        tellsAllVotes(node, promise);
    }

    /** A vote left out would let the proposer believe that it is free. */
    private void tellsAllVotes(NodeId node, Message.Promise promise) {
        Opening opening = openings.get(promise.ballot());
        Slot from = opening == null ? Slot.ZERO : opening.from();
        Map<Slot, Vote> told = new HashMap<>();
        promise.votes().forEach(vote -> told.put(vote.slot(), vote));
        for (Vote vote : acceptors.durable(node).votesAbove(promise.chosenThrough())) {
            boolean asked = !vote.slot().isBelow(from) && vote.ballot().isBelow(promise.ballot());
            Law.P2C.check(
                    !asked || Objects.equals(told.get(vote.slot()), vote),
                    () -> "node " + node + " promises " + promise.ballot() + " and does not tell its vote " + vote);
        }
    }

    private void accepts(NodeId node, Message.Accepted accepted) {
        Slot slot = accepted.first();
        while (!slot.isAbove(accepted.last())) {
            Slot checked = slot;
            // Where a lower ballot has chosen, this one can propose nothing else, and needs neither vote nor promise.
            if (ledger.choice(slot).isEmpty()) {
                isDurable(node, accepted.ballot(), accepted);
                Law.PERSIST_FIRST.check(
                        hasVoted(node, slot, accepted.ballot()),
                        () -> "node " + node + " has no durable vote in slot " + checked + ": " + accepted);
            }
            slot = slot.next();
        }
    }

    private boolean hasVoted(NodeId node, Slot slot, Ballot ballot) {
        return ledger.polls(slot).stream()
                .anyMatch(poll -> poll.ballot().equals(ballot) && poll.has(node));
    }

    private void isDurable(NodeId node, Ballot ballot, Message message) {
        Ballot durable = acceptors.durable(node).promised();
        Law.PERSIST_FIRST.check(
                !durable.isBelow(ballot),
                () -> "node " + node + " has durably promised " + durable + " and sends " + message);
    }

    /** What it promised later in the same turn is no matter: the message was decided on before. */
    private void hadNotPromisedAbove(NodeId node, Ballot ballot, Message message) {
        Ballot before = acceptors.promisedBeforeTurn(node);
        Law.P1A.check(
                !before.isAbove(ballot), () -> "node " + node + " has promised " + before + " and sends " + message);
    }
}
