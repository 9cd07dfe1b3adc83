package dev.synod.node;

import dev.synod.node.PeerMessage.Consensus;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect;
import dev.synod.paxos.Effect.BallotConfirmed;
import dev.synod.paxos.Effect.Deliver;
import dev.synod.paxos.Effect.OutOfReach;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.PresidentHeard;
import dev.synod.paxos.Effect.Send;
import dev.synod.paxos.Effect.SendEarly;
import dev.synod.paxos.Foundation;
import dev.synod.paxos.Invariant;
import dev.synod.paxos.Legislator;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
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

        /** A peer asked for decrees that are truncated here. */
        void outOfReach(NodeId peer);
    }

    /** A sync that takes so many parts of a patience is slow: followers are about to give up on this president. */
    private static final int SLOW_DIVISOR = 2;

    /** So many slow syncs in a row are the disk's way, not a moment's. */
    private static final int SLOW_IN_A_ROW = 3;

    /** For so many patiences an observer is content with news of the president. */
    private static final long OBSERVERS_PATIENCES = 4;

    /** In patiences: before anybody was heard. */
    private static final long LONG_AGO = 100;

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
    private boolean withoutRoom;
    private long triedAt;
    private boolean settled;
    private int slowSyncs;
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
        legislator = new Legislator(self, settings.limits().inFlight(), ports.witness());
        if (!ports.journal().lasts()) {
            legislator.neverVotes();
        }
        now = ports.clock().nanos();
        // Alone, there is nobody to wait for; among peers a node waits for a president that may be there already.
        patienceEnds = settings.members().size() == 1 ? now : now + heartbeat + ports.dice().below(patience);
    }

    /** Reads the journal back, over the snapshot where there is one, and delivers what it knows chosen. */
    void remember(Optional<Foundation> snapshot, Configuration initial) {
        snapshot.ifPresent(foundation -> {
            legislator.remember(foundation);
            delivered = foundation.through();
        });
        ports.journal().replay(legislator::remember);
        if (initial.isVoter(self)) {
            carryOut(legislator.found(initial));
        } else {
            legislator.suppose(initial);
        }
        carryOut(legislator.remembered());
        persistThenSpeak();
    }

    // ---- inputs

    void received(NodeId from, Message message) {
        if (!withoutRoom) { // else it is one more lost message: nothing could be answered
            carryOut(legislator.received(from, message));
        }
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

    /** Heard of the president from a source, which heard of it itself {@code age} nanoseconds ago. */
    void heardOf(Optional<Ballot> presidency, long age) {
        if (presidency.map(Ballot::node).equals(Optional.of(self))) {
            return; // the source has not heard yet that this node presides no longer
        }
        carryOut(legislator.heardOf(presidency));
        if (presidency.isPresent() && !legislator.isVoter()) {
            heardAt = Optional.of(now - age);
        }
    }

    /** Nanoseconds since the president was heard, or heard of; of a president, since it was confirmed. */
    long silence() {
        long heard = presiding ? confirmedAt : heardAt.orElse(now - LONG_AGO * patience);
        return Math.max(0, now - heard);
    }

    /** Tells a node that learns from this one the decrees from {@code first} on; tells which to tell next. */
    Slot tell(NodeId reader, Slot first) {
        carryOut(legislator.tell(reader, first));
        return legislator.tellNext();
    }

    // ---- snapshots

    /**
     * Has the memory begin anew over a snapshot that is kept, and forgets the ledger through {@code truncated}. At the
     * end of a turn. False where the journal has no room.
     */
    boolean beginAnew(Slot through, Slot truncated) {
        boolean begun = beginAnew(through);
        if (begun) {
            legislator.truncate(through, truncated);
        }
        return begun;
    }

    private boolean beginAnew(Slot through) {
        boolean begun = ports.journal().sync() && ports.journal().beginAnew(through, legislator.memory(through));
        if (begun) {
            ports.witness().durable();
        }
        return begun;
    }

    /**
     * Takes the word of a snapshot that is kept for the beginning of the ledger. At the end of a turn. False where
     * this node knows as much by now, or presides, or the journal has no room.
     */
    boolean install(Foundation foundation) {
        boolean wanted = foundation.through().isAbove(legislator.chosenThrough()) && !presiding;
        if (!wanted || !beginAnew(foundation.through())) {
            return false;
        }
        delivered = foundation.through();
        carryOut(legislator.install(foundation));
        return true;
    }

    // ---- time

    void begin(long now) {
        this.now = now;
    }

    void checkPatience() {
        if (!presiding && !withoutRoom && patienceEnds - now <= 0) {
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
                case OutOfReach reader -> listener.outOfReach(reader.peer());
                case BallotConfirmed confirmed -> {
                    ports.journal().checkOwned(); // the quorum counts this node's own word
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
                if (!sync()) {
                    return; // nothing is said or done that depends on it; the next turn tries again
                }
            } else if (!unspoken.isEmpty()) {
                ports.journal().checkOwned(); // a word that needs no writing is a word all the same
            }
            speak();
            deliver();
        }
    }

    private boolean sync() {
        long begun = ports.clock().nanos();
        if (withoutRoom && begun - triedAt < heartbeat) {
            return false; // an attempt takes time, and nobody makes room so fast
        }
        triedAt = begun;
        boolean done = ports.journal().sync();
        boolean slow = ports.clock().nanos() - begun > patience / SLOW_DIVISOR;
        slowSyncs = slow ? slowSyncs + 1 : 0;
        unsynced = !done;
        if (done) {
            ports.witness().durable();
        }
        if (withoutRoom == done) {
            withoutRoom = !done;
            carryOut(legislator.quorumSilent()); // a president that cannot vote leaves the chair to one that can
        }
        return done;
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
        if (settled != legislator.isSettled()) {
            settled = !settled;
            // That a configuration governs no more must not be forgotten: its members may be switched off by now.
            unsynced = true;
            persistThenSpeak();
        }
    }

    // ---- standing

    boolean presides() {
        return presiding;
    }

    Optional<Ballot> presidency() {
        return legislator.presidency();
    }

    /** In how many slots a president may propose clients' decrees now. */
    int room() {
        return withoutRoom ? 0 : legislator.room();
    }

    /** The journal has no room: this node does not vote. */
    boolean isWithoutRoom() {
        return withoutRoom;
    }

    /** The journal is so slow that another should preside. */
    boolean isSlow() {
        return slowSyncs >= SLOW_IN_A_ROW;
    }

    /** Whether this node votes in a slot that is still open, as far as its ledger tells. */
    boolean isVoter() {
        return legislator.isVoter();
    }

    /** Nobody else votes. */
    boolean isAlone() {
        return configuration().voters().nodes().equals(List.of(self));
    }

    Configuration configuration() {
        return legislator.configuration();
    }

    /** The configuration chosen last in the slots through {@code through}, which are not truncated beyond. */
    Configuration configuration(Slot through) {
        return legislator.configuration(through);
    }

    /** What governs the next slot: another, while a change is under way. */
    Configuration governing() {
        return legislator.governing();
    }

    /** No change of the configuration is under way; where this node presides, the voters know it too. */
    boolean isSettled() {
        return legislator.isSettledAmongVoters();
    }

    /** What governs the slots that are not truncated. */
    Foundation foundation() {
        return legislator.foundation();
    }

    /** The slots through this one are truncated. */
    Slot truncated() {
        return legislator.truncated();
    }

    /** Bytes of the decrees that are not truncated, about. */
    long ledgerBytes() {
        return legislator.ledgerBytes();
    }

    /** The decrees from {@code first} to the last delivered one. Any thread may read them. */
    List<Decree> ledger(Slot first) {
        var known = legislator.ledger(first);
        return known.subList(0, (int) (delivered.number() - first.before().number()));
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
        if (!legislator.isVoter()) {
            return Standing.Role.OBSERVING;
        }
        return legislator.probes() ? Standing.Role.PROBING : Standing.Role.FOLLOWING;
    }

    /** Whether, within one patience, a president was heard, or a quorum confirmed this one. */
    boolean inTouch() {
        // News travels to who does not vote by way of others, who do not pass it on at once.
        return inTouch(legislator.isVoter() ? patience : OBSERVERS_PATIENCES * patience);
    }

    boolean inTouch(long nanos) {
        return (presiding ? Optional.of(confirmedAt) : heardAt).filter(at -> now - at <= nanos).isPresent();
    }
}
