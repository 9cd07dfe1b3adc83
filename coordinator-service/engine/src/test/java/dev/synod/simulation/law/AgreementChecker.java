package dev.synod.simulation.law;

import dev.synod.node.PeerMessage;
import dev.synod.node.PeerMessage.Consensus;
import dev.synod.node.PeerMessage.ReadFrom;
import dev.synod.node.Snapshot;
import dev.synod.node.Standing;
import dev.synod.node.snapshot.Contents;
import dev.synod.node.snapshot.SnapshotCodec;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Foundation;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.simulation.world.Watch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts durable votes and holds against them whatever a node takes or gives out as chosen: in its journal, in its
 * messages, in its standing. Laws: AGREEMENT, B2, PREFIX, and ONE_DECREE by its {@link Ledger}.
 */
final class AgreementChecker implements Watch {

    private final Ledger ledger;
    private final Acceptors acceptors;
    private final Map<NodeId, Slot> known = new HashMap<>();
    private final Map<NodeId, Slot> applied = new HashMap<>();

    AgreementChecker(Ledger ledger, Acceptors acceptors) {
        this.ledger = ledger;
        this.acceptors = acceptors;
    }

    @Override
    public void started(NodeId node, int life, List<Persist> memory) {
        applied.put(node, Slot.ZERO);
    }

    @Override
    public void durable(NodeId node, Persist record) {
        switch (record) {
            case Effect.Founded founded -> {
                // Says nothing about any slot's decree.
            }
            case Promised promised -> {
                // Says nothing about any slot.
            }
            case Voted voted -> {
                Slot slot = voted.first();
                for (Decree decree : voted.decrees()) {
                    ledger.vote(node, voted.ballot(), slot, decree);
                    slot = slot.next();
                }
            }
            case Learned learned -> areChosen(node, learned.first(), learned.decrees());
            case KnownChosen through -> {
                isChosen(node, through.through(), record);
                agreesThrough(node, through.through());
            }
        }
    }

    @Override
    public void begunAnew(NodeId node, Slot through, Optional<Snapshot> snapshot, List<Persist> memory) {
        isChosen(node, through, "the slot of a snapshot");
        snapshot.ifPresent(kept -> {
            Contents contents = SnapshotCodec.decode(kept.bytes());
            isRight(node, contents.foundation());
            // What it holds of the state is compared when the ledger is replayed.
            ledger.hasSnapshot(through, Arrays.hashCode(contents.state().write()));
        });
        known.merge(node, through, (one, other) -> one.isAbove(other) ? one : other);
    }

    private void isRight(NodeId node, Foundation foundation) {
        Slot through = foundation.through();
        Law.SNAPSHOT.check(
                foundation.opened().equals(ledger.openedBy(through)),
                () -> "node " + node + " has a snapshot through " + through + " opened by " + foundation.opened()
                        + ", not by " + ledger.openedBy(through));
        Law.SNAPSHOT.check(
                foundation.configurations().equals(ledger.electorates().foundation(through)),
                () -> "node " + node + " has a snapshot through " + through + " governed by "
                        + foundation.configurations() + ", not by " + ledger.electorates().foundation(through));
    }

    private void agreesThrough(NodeId node, Slot through) {
        Slot slot = known.getOrDefault(node, Slot.ZERO);
        while (slot.isBelow(through)) {
            slot = slot.next();
            Slot checked = slot;
            Optional<Decree> here = acceptors.durable(node).decree(slot);
            Law.AGREEMENT.check(
                    here.isPresent() && here.get().equals(ledger.chosen(slot).decree()),
                    () -> "slot " + checked + ": node " + node + " takes " + here + " for chosen, a majority voted for "
                            + ledger.chosen(checked).decree());
        }
        known.put(node, slot);
    }

    private void areChosen(NodeId node, Slot first, List<Decree> decrees) {
        Slot slot = first;
        for (Decree decree : decrees) {
            Slot checked = slot;
            Law.B2.check(
                    ledger.choice(slot).isPresent(),
                    () -> "slot " + checked + ": node " + node + " takes or gives " + decree + " for chosen");
            Law.AGREEMENT.check(
                    ledger.chosen(slot).decree().equals(decree),
                    () -> "slot " + checked + ": node " + node + " takes or gives " + decree
                            + " for chosen, a majority voted for " + ledger.chosen(checked).decree());
            slot = slot.next();
        }
    }

    private void isChosen(NodeId node, Slot through, Object where) {
        Law.B2.check(
                !through.isAbove(ledger.prefix()),
                () -> "node " + node + " says that all is chosen through " + through + ", votes show "
                        + ledger.prefix() + ": " + where);
    }

    @Override
    public void sent(NodeId from, NodeId to, PeerMessage message) {
        if (message instanceof Consensus consensus) {
            sent(from, consensus.message());
        } else if (message instanceof ReadFrom read) {
            isChosen(from, read.through(), message);
        }
    }

    private void sent(NodeId from, Message message) {
        switch (message) {
            case Message.Willing willing -> isChosen(from, willing.chosenThrough(), message);
            case Message.Promise promise -> isChosen(from, promise.chosenThrough(), message);
            case Message.Accept accept -> isChosen(from, accept.chosenThrough(), message);
            case Message.ChosenThrough news -> isChosen(from, news.chosenThrough(), message);
            case Message.Heartbeat heartbeat -> isChosen(from, heartbeat.chosenThrough(), message);
            case Message.Confirmed confirmed -> isChosen(from, confirmed.chosenThrough(), message);
            case Message.TakeOver takeOver -> isChosen(from, takeOver.chosenThrough(), message);
            case Message.Chosen chosen -> {
                isChosen(from, chosen.chosenThrough(), message);
                areChosen(from, chosen.first(), chosen.decrees());
            }
            case Message.Probe probe -> claimsNothing();
            case Message.Unwilling unwilling -> claimsNothing();
            case Message.Prepare prepare -> claimsNothing();
            case Message.Refused refused -> claimsNothing();
            case Message.Accepted accepted -> claimsNothing();
            case Message.CatchUp catchUp -> claimsNothing();
        }
    }

    private static void claimsNothing() {
        // The message says nothing about what is chosen.
    }

    @Override
    public void turned(NodeId node, Standing standing) {
        Slot before = applied.getOrDefault(node, Slot.ZERO);
        Slot now = standing.appliedThrough();
        Law.PREFIX.check(
                !now.isBelow(before), () -> "node " + node + " had applied through " + before + ", now through " + now);
        isChosen(node, now, "applied");
        applied.put(node, now);
    }
}
