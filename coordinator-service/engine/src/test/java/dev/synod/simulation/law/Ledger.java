package dev.synod.simulation.law;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Every durable vote there ever was, counted by an onlooker who sees all disks: what is chosen is what a majority
 * of the slot's voters voted for in one ballot, whatever any node says. Who they are follows from what is chosen
 * before. Laws: AGREEMENT, ONE_DECREE, OPENED, ALPHA.
 */
public final class Ledger {

    private final Electorates electorates;
    private final LongSupplier moment;
    private final LongSupplier now;
    private final List<Entry> entries = new ArrayList<>();
    private final NavigableMap<Slot, Ballot> opened = new TreeMap<>();
    private final Map<Slot, Set<Integer>> snapshots = new HashMap<>();
    private long prefix;

    /**
     * An empty ledger.
     *
     * @param electorates who votes in the first slots
     * @param moment orders what happens
     * @param now virtual time
     */
    public Ledger(Electorates electorates, LongSupplier moment, LongSupplier now) {
        this.electorates = electorates;
        this.moment = moment;
        this.now = now;
    }

    /** The votes for one decree, in one ballot. */
    static final class Poll {

        private final Ballot ballot;
        private final Decree decree;
        private final Set<NodeId> voters = new HashSet<>();

        Poll(Ballot ballot, Decree decree) {
            this.ballot = ballot;
            this.decree = decree;
        }

        Ballot ballot() {
            return ballot;
        }

        Decree decree() {
            return decree;
        }

        boolean has(NodeId voter) {
            return voters.contains(voter);
        }
    }

    /** A decree that is chosen. */
    public record Choice(Decree decree, long moment, long instant) {}

    private static final class Entry {

        private final List<Poll> polls = new ArrayList<>(2);
        private Optional<Choice> choice = Optional.empty();
        private Ballot chosenIn = Ballot.ZERO;
    }

    /** Counts a vote that has become durable. */
    void vote(NodeId voter, Ballot ballot, Slot slot, Decree decree) {
        isGoverned(slot, () -> "node " + voter + " votes in " + ballot + " for " + decree);
        Entry entry = entry(slot);
        Poll poll = pollIn(entry, ballot, slot, decree);
        poll.voters.add(voter);
        if (electorates.isMajority(slot, poll.voters)) {
            choosesInTime(slot, ballot);
            choose(entry, slot, poll);
        }
    }

    private static Poll pollIn(Entry entry, Ballot ballot, Slot slot, Decree decree) {
        for (Poll poll : entry.polls) {
            if (poll.ballot.equals(ballot)) {
                Law.ONE_DECREE.check(
                        poll.decree.equals(decree),
                        () -> "slot " + slot + " ballot " + ballot + ": votes for " + poll.decree + " and " + decree);
                return poll;
            }
        }
        Poll opened = new Poll(ballot, decree);
        entry.polls.add(opened);
        return opened;
    }

    private void choosesInTime(Slot slot, Ballot ballot) {
        Law.OPENED.check(
                !ballot.isBelow(openedBy(slot)),
                () -> "slot " + slot + " chooses in " + ballot + " after " + openedBy(slot) + " has opened");
    }

    private void choose(Entry entry, Slot slot, Poll poll) {
        Decree decree = poll.decree();
        if (entry.choice.isPresent()) {
            Decree before = entry.choice.get().decree();
            Law.AGREEMENT.check(before.equals(decree), () -> "slot " + slot + " chose " + before + " and " + decree);
            return;
        }
        entry.chosenIn = poll.ballot();
        entry.choice = Optional.of(new Choice(decree, moment.getAsLong(), now.getAsLong()));
        while (prefix < entries.size() && entries.get((int) prefix).choice.isPresent()) {
            prefix++;
            Decree next = chosen(prefix()).decree();
            electorates.chosen(prefix(), next);
            if (next instanceof Decree.Opened(Ballot ballot)) {
                opened.put(prefix(), ballot);
                // Slots above may have been chosen before this one was.
                for (long above = prefix + 1; above <= entries.size(); above++) {
                    if (entry(new Slot(above)).choice.isPresent()) {
                        choosesInTime(new Slot(above), entry(new Slot(above)).chosenIn);
                    }
                }
            }
        }
    }

    /** Whoever acts in a slot knows by now who governs it. */
    void isGoverned(Slot slot, Supplier<String> act) {
        Law.ALPHA.check(
                slot.number() <= prefix + electorates.alpha(),
                () -> "slot " + slot + ": " + act.get() + ", and the ledger is chosen through " + prefix);
    }

    /** Who votes in a slot that {@link #isGoverned}. */
    public Electorates electorates() {
        return electorates;
    }

    /** How far every slot is chosen. */
    public Slot prefix() {
        return new Slot(prefix);
    }

    public Optional<Choice> choice(Slot slot) {
        return slot.number() > entries.size() ? Optional.empty() : entry(slot).choice;
    }

    /** The decree chosen in a slot that was shown to be in the prefix. */
    public Choice chosen(Slot slot) {
        return choice(slot).orElseThrow(() -> Law.AGREEMENT.broken("nothing is chosen in slot " + slot));
    }

    /** A node keeps a snapshot; {@code state} is the hash of what it holds of the state. */
    void hasSnapshot(Slot through, int state) {
        snapshots.computeIfAbsent(through, slot -> new HashSet<>()).add(state);
    }

    /** The hashes of the states in all snapshots through {@code through}. */
    public Set<Integer> snapshots(Slot through) {
        return snapshots.getOrDefault(through, Set.of());
    }

    /** The ballot of the last presidency that opened in the slots through {@code through}. */
    Ballot openedBy(Slot through) {
        return opened.headMap(through, true).isEmpty()
                ? Ballot.ZERO
                : opened.floorEntry(through).getValue();
    }

    List<Poll> polls(Slot slot) {
        return slot.number() > entries.size() ? List.of() : entry(slot).polls;
    }

    private Entry entry(Slot slot) {
        while (entries.size() < slot.number()) {
            entries.add(new Entry());
        }
        return entries.get((int) slot.number() - 1);
    }
}
