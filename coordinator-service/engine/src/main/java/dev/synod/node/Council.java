package dev.synod.node;

import dev.synod.node.PeerMessage.Consensus;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect;
import dev.synod.paxos.Effect.BallotConfirmed;
import dev.synod.paxos.Effect.Deliver;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.PresidentHeard;
import dev.synod.paxos.Effect.Send;
import dev.synod.paxos.Effect.SendEarly;
import dev.synod.paxos.Invariant;
import dev.synod.paxos.Legislator;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.paxos.Voters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The node's seat among its peers: gives the {@link Legislator} its inputs, time among them, and does its effects in
 * the one order that is safe. {@link #persistThenSpeak} is the place where law PERSIST_FIRST is kept.
 */
final class Council {

    /** Who hears what the council decides. */
    interface Listener {

        /** A decree was chosen: in slot order, without gap, once. */
        void chosen(Slot slot, Decree decree);

        /** A quorum has confirmed this president's ballot since heartbeat {@code beat} left. */
        void confirmed(long beat);

        /** This node presides no longer. */
        void steppedDown();
    }

    /** A lost connection to the president is checked by a probe after at most this part of a heartbeat. */
    private static final int SUSPICION_DIVISOR = 4;

    private final Ports ports;
    private final NodeId self;
    private final long heartbeat;
    private final long patience;
    private final Legislator legislator;
    private final Listener listener;
    private final List<Send> unspoken = new ArrayList<>();
    private final ArrayDeque<Deliver> undelivered = new ArrayDeque<>();
    private boolean unsynced;
    private boolean presiding;
    private Slot delivered = Slot.ZERO;
    private long now;
    private long confirmedAt;
    private Optional<Long> heardAt = Optional.empty();
    private long patienceEnds;

    Council(Settings settings, Ports ports, Listener listener) {
        this.ports = ports;
        this.listener = listener;
        self = settings.self();
        heartbeat = settings.heartbeat().toNanos();
        patience = settings.patience().toNanos();
        legislator = new Legislator(self, new Voters(settings.voters()));
        now = ports.clock().nanos();
        // Alone, there is nobody to wait for; among peers a node waits for a president that may be there already.
        patienceEnds = settings.voters().size() == 1 ? now : now + heartbeat + ports.dice().below(patience);
    }

    /** Reads the journal back, and delivers what it knows chosen. */
    void remember() {
        ports.journal().replay(legislator::remember);
        carryOut(legislator.remembered());
        persistThenSpeak();
    }

    // ---- inputs

    void received(NodeId from, Message message) {
        carryOut(legislator.received(from, message));
    }

    void lost(NodeId peer) {
        boolean presided = legislator.presidency().map(Ballot::node).equals(Optional.of(peer));
        carryOut(legislator.lost(peer));
        if (presided && !presiding) {
            patienceEnds = now + ports.dice().below(Math.max(1, heartbeat / SUSPICION_DIVISOR));
        }
    }

    void propose(List<Decree> decrees) {
        carryOut(legislator.propose(decrees));
    }

    /** Sends a heartbeat for those who wait for a confirmation; {@code sent} hears its number before any answer can. */
    void confirmBallot(LongConsumer sent) {
        var effects = legislator.confirmBallot();
        sent.accept(legislator.beat());
        carryOut(effects);
    }

    /** A heartbeat has passed. */
    void heartbeatDue(LongConsumer sent) {
        var effects = legislator.heartbeatDue();
        if (presiding) {
            sent.accept(legislator.beat());
        }
        carryOut(effects);
        if (presiding && now - confirmedAt > patience) {
            carryOut(legislator.quorumSilent());
        }
    }

    void handOver(Optional<NodeId> to) {
        carryOut(legislator.handOver(to));
    }

    // ---- time

    void begin(long now) {
        this.now = now;
    }

    void checkPatience() {
        if (!presiding && patienceEnds - now <= 0) {
            patienceEnds = now + patience / 2 + ports.dice().below(patience);
            carryOut(legislator.patienceOver());
        }
    }

    long dueNanos(long atLatest) {
        return !presiding && patienceEnds - atLatest < 0 ? patienceEnds : atLatest;
    }

    // ---- effects

    /** Early messages leave at once and records go to the journal's buffer; all else waits for the records' safety. */
    private void carryOut(List<Effect> effects) {
        for (var effect : effects) {
            switch (effect) {
                case SendEarly early -> ports.transport().send(early.to(), new Consensus(early.message()));
                case Persist written -> {
                    ports.journal().append(written);
                    unsynced |= written.binding();
                }
                case Send send -> unspoken.add(send);
                case Deliver deliver -> undelivered.add(deliver);
                case BallotConfirmed confirmed -> {
                    confirmedAt = now;
                    listener.confirmed(confirmed.beat());
                }
                case PresidentHeard heard -> {
                    heardAt = heard.ballot().node().equals(self) ? heardAt : Optional.of(now);
                    patienceEnds = now + patience + ports.dice().below(patience);
                }
            }
        }
        noticeRole();
    }

    private void noticeRole() {
        if (legislator.presides() != presiding) {
            presiding = !presiding;
            confirmedAt = now;
            if (!presiding) {
                patienceEnds = now + patience + ports.dice().below(patience);
                listener.steppedDown();
            }
        }
    }

    /**
     * Makes durable what was decided, once for all of it, and only then says it (law PERSIST_FIRST). What a node says
     * to itself it hears at once, and what that leads to is made durable and said in its turn, until nothing is left.
     */
    void persistThenSpeak() {
        while (unsynced || !unspoken.isEmpty() || !undelivered.isEmpty()) {
            if (unsynced) {
                ports.journal().sync();
                unsynced = false;
            }
            speak();
            deliver();
        }
    }

    private void speak() {
        Invariant.PERSIST_FIRST.check(!unsynced, () -> "about to send " + unspoken);
        var spoken = List.copyOf(unspoken);
        unspoken.clear();
        for (var send : spoken) {
            if (!send.to().equals(self)) {
                ports.transport().send(send.to(), new Consensus(send.message()));
            }
        }
        for (var send : spoken) {
            if (send.to().equals(self)) {
                carryOut(legislator.received(self, send.message()));
            }
        }
    }

    private void deliver() {
        while (!undelivered.isEmpty()) {
            var deliver = undelivered.remove();
            var slot = deliver.first();
            for (var decree : deliver.decrees()) {
                var at = slot;
                Invariant.PREFIX.check(at.equals(delivered.next()), () -> at + " after " + delivered);
                delivered = at;
                listener.chosen(at, decree);
                slot = slot.next();
            }
        }
    }

    /** Tells peers what this turn has chosen. */
    void end() {
        carryOut(legislator.turnEnds());
    }

    // ---- standing

    boolean presides() {
        return presiding;
    }

    Optional<Ballot> presidency() {
        return legislator.presidency();
    }

    int inFlight() {
        return legislator.inFlight();
    }

    Slot chosenThrough() {
        return legislator.chosenThrough();
    }

    Slot chosenThrough(NodeId peer) {
        return legislator.chosenThrough(peer);
    }

    Slot delivered() {
        return delivered;
    }

    Ballot highest() {
        return legislator.highest();
    }

    Standing.Role role() {
        if (presiding) {
            return Standing.Role.PRESIDING;
        }
        if (legislator.prepares()) {
            return Standing.Role.PREPARING;
        }
        return legislator.probes() ? Standing.Role.PROBING : Standing.Role.FOLLOWING;
    }

    /** Whether, within one patience, a president was heard, or a quorum confirmed this one. */
    boolean inTouch() {
        return (presiding ? Optional.of(confirmedAt) : heardAt).filter(at -> now - at <= patience).isPresent();
    }
}
