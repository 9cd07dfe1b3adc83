package dev.synod.paxos;

import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.Confirmed;
import dev.synod.paxos.Message.Heartbeat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A node whose ballot leads phase 2: the decrees that it has proposed and that are not chosen yet, and who confirmed
 * its ballot when. Source: Paxos Made Simple, section 3; Paxos Made Moderately Complex, section 2.3 (commander). Spec:
 * {@code MultiPaxos.tla}, actions Propose and Choose.
 *
 * <p>Mutable and confined to its {@link Legislator}: with 2,048 slots in flight, copying the window at each acceptance
 * took 50 µs, changing it in place 0.03 µs, where a whole command may cost the cluster 80 µs.
 */
final class Presiding implements Role {

    /** One proposed decree: whose votes count, who accepted it, and at which heartbeat it was proposed. */
    private static final class Proposed {

        private final Decree decree;
        private final Voters voters;
        private final long proposedAtTick;
        private long acceptedBy;

        boolean isAccepted() {
            return voters.isQuorum(acceptedBy);
        }

        Proposed(Decree decree, Voters voters, long proposedAtTick) {
            this.decree = decree;
            this.voters = voters;
            this.proposedAtTick = proposedAtTick;
        }
    }

    /** What a peer said last. */
    private record Word(long beat, Slot chosenThrough) {

        static final Word NONE = new Word(0, Slot.ZERO);
    }

    /** What one message may carry of the backlog: bounded, so that it neither stops a loop nor is too large to send. */
    private static final int MESSAGE_DECREES = 512;

    private static final int MESSAGE_BYTES = 1 << 20;

    private final Ballot ballot;
    private final Configurations configurations;
    private final Witness witness;
    private final Set<NodeId> promised;
    private final ArrayDeque<Decree> backlog = new ArrayDeque<>();
    private final ArrayDeque<Proposed> window = new ArrayDeque<>();
    private final Map<NodeId, Word> words = new TreeMap<>();
    private Slot windowFirst;
    private long tick;
    private long beat;
    private long confirmedBeat;
    private Slot announced = Slot.ZERO;

    /**
     * A presidency that has proposed nothing yet.
     *
     * @param first the slot of its first proposal
     */
    Presiding(Preparing preparing, Slot first, Configurations configurations, Witness witness) {
        ballot = preparing.ballot();
        promised = new TreeSet<>(preparing.promises().keySet());
        this.configurations = configurations;
        this.witness = witness;
        windowFirst = first;
    }

    Ballot ballot() {
        return ballot;
    }

    @Override
    public Optional<Ballot> presidency() {
        return Optional.of(ballot);
    }

    /** The slot that is proposed in next. */
    Slot next() {
        return windowFirst.plus(window.size());
    }

    /** Takes a promise that came after this node began to preside: of somebody who votes in slots to come. */
    void promised(NodeId node) {
        promised.add(node);
    }

    /** Whether a quorum of these has promised. */
    boolean hasPromises(Voters voters) {
        return voters.isQuorum(promised);
    }

    boolean hasPromised(NodeId node) {
        return promised.contains(node);
    }

    /** Decrees that come before everything else, as soon as there are slots for them. */
    void propose(List<Decree> decrees) {
        backlog.addAll(decrees);
    }

    /**
     * In how many slots decrees of clients may be proposed now. A slot that is further than alpha beyond what is known
     * chosen may be governed by voters yet unknown; and voters of whom no quorum has promised this ballot may have
     * chosen something in a lower one.
     */
    int room(Slot chosenThrough) {
        return backlog.isEmpty() ? open(chosenThrough) : 0;
    }

    private int open(Slot chosenThrough) {
        var last = chosenThrough.plus(configurations.alpha());
        var end = configurations.lastBefore(last, next(), voters -> !hasPromises(voters));
        return (int) Math.max(0, end.number() - next().before().number());
    }

    /** The next decrees of the backlog that have slots by now, as many as one message carries. */
    List<Decree> due(Slot chosenThrough) {
        var due = new ArrayList<Decree>();
        int bytes = 0;
        for (int left = Math.min(open(chosenThrough), MESSAGE_DECREES); left > 0 && !backlog.isEmpty(); left--) {
            var decree = backlog.remove();
            bytes += decree.size();
            due.add(decree);
            if (bytes > MESSAGE_BYTES) {
                break;
            }
        }
        return due;
    }

    /** Whether a quorum of the latest configuration has said that it knows the ledger chosen through {@code slot}. */
    boolean isKnown(Slot slot) {
        var knowing = words.entrySet().stream()
                .filter(said -> !said.getValue().chosenThrough().isBelow(slot))
                .map(Map.Entry::getKey)
                .toList();
        return configurations.latest().voters().isQuorum(knowing);
    }

    /** Slots left to fill with no-ops until the latest configuration governs. */
    int unfilled() {
        long behind = next().number() + backlog.size();
        return (int) Math.max(0, configurations.latestFrom().number() - behind);
    }

    /** Puts decrees into the next slots. */
    Accept accept(List<Decree> decrees, Slot chosenThrough) {
        var first = next();
        for (var decree : decrees) {
            window.add(new Proposed(decree, configurations.governing(next()), tick));
        }
        announced = chosenThrough;
        return new Accept(ballot, first, decrees, chosenThrough);
    }

    /** Counts an acceptor's word, and passes each slot that a quorum has now accepted to {@code learner}, in order. */
    void onAccepted(NodeId from, Accepted accepted, Learner learner) {
        var slot = windowFirst;
        for (var proposed : window) {
            if (slot.isAbove(accepted.last())) {
                break;
            }
            if (!slot.isBelow(accepted.first())) {
                proposed.acceptedBy = proposed.voters.with(proposed.acceptedBy, from);
            }
            slot = slot.next();
        }
        var first = windowFirst;
        while (!window.isEmpty() && window.element().isAccepted()) {
            learner.choose(windowFirst, window.remove().decree);
            windowFirst = windowFirst.next();
        }
        if (first.isBelow(windowFirst)) {
            witness.saw(new Action.Choose(ballot, first, learner.from(first)));
        }
        learner.deliverFrom(first);
    }

    long lastBeat() {
        return beat;
    }

    /** A new question to all whether this ballot still leads. */
    Heartbeat beat(Slot chosenThrough) {
        beat++;
        announced = chosenThrough;
        return new Heartbeat(ballot, beat, chosenThrough);
    }

    /** Whether peers have yet to hear how far the ledger is chosen. */
    boolean hasNews(Slot chosenThrough) {
        return announced.isBelow(chosenThrough);
    }

    void announced(Slot chosenThrough) {
        announced = chosenThrough;
    }

    /** Counts a confirmation; the latest beat that a quorum has confirmed, where that is news. */
    Optional<Long> onConfirmed(NodeId from, Confirmed confirmed, Slot known) {
        words.merge(from, new Word(confirmed.beat(), confirmed.chosenThrough()), Presiding::later);
        var beats = new ArrayList<Long>();
        // Whoever governs the next slot: a higher ballot needs their promises before it chooses anything.
        var voters = configurations.governing(known.next());
        for (var node : voters.nodes()) {
            beats.add(words.getOrDefault(node, Word.NONE).beat());
        }
        beats.sort(null);
        long byQuorum = beats.get(beats.size() - voters.quorum());
        if (byQuorum <= confirmedBeat) {
            return Optional.empty();
        }
        confirmedBeat = byQuorum;
        return Optional.of(byQuorum);
    }

    private static Word later(Word one, Word other) {
        return other.beat() >= one.beat() ? other : one;
    }

    /** The voter that answered last and knows most: the one to hand over to. */
    Optional<NodeId> successor(NodeId self) {
        return words.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(self) && configurations.latest().isVoter(entry.getKey()))
                .max((a, b) -> {
                    int byBeat = Long.compare(a.getValue().beat(), b.getValue().beat());
                    return byBeat != 0
                            ? byBeat
                            : a.getValue().chosenThrough().compareTo(b.getValue().chosenThrough());
                })
                .map(Map.Entry::getKey);
    }

    Slot chosenThrough(NodeId peer) {
        return words.getOrDefault(peer, Word.NONE).chosenThrough();
    }

    /** A heartbeat has passed: what peers have not accepted for at least a whole one may be lost. */
    void tick() {
        tick++;
    }

    /** The first decrees in flight that {@code peer} has not accepted though it had a heartbeat's time. */
    Optional<Accept> overdue(NodeId peer, Slot chosenThrough, int most) {
        var decrees = new ArrayList<Decree>();
        var first = windowFirst;
        for (var proposed : window) {
            boolean wanted = proposed.proposedAtTick < tick - 1
                    && proposed.voters.contains(peer)
                    && !proposed.voters.has(proposed.acceptedBy, peer);
            if (decrees.size() == most || (!wanted && !decrees.isEmpty())) {
                break;
            }
            if (wanted) {
                decrees.add(proposed.decree);
            } else {
                first = first.next();
            }
        }
        return decrees.isEmpty() ? Optional.empty() : Optional.of(new Accept(ballot, first, decrees, chosenThrough));
    }
}
