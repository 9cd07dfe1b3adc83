package dev.synod.simulation.law;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Every durable vote there ever was, counted by an onlooker who sees all disks: what is chosen is what a majority voted
 * for in one ballot, whatever any node says. Laws: AGREEMENT, ONE_DECREE.
 */
public final class Ledger {

    private final int majority;
    private final LongSupplier moment;
    private final LongSupplier now;
    private final List<Entry> entries = new ArrayList<>();
    private long prefix;

    /**
     * An empty ledger.
     *
     * @param voters how many there are
     * @param moment orders what happens
     * @param now virtual time
     */
    public Ledger(int voters, LongSupplier moment, LongSupplier now) {
        this.majority = voters / 2 + 1;
        this.moment = moment;
        this.now = now;
    }

    /** The votes for one decree, in one ballot. */
    static final class Poll {

        private final Ballot ballot;
        private final Decree decree;
        private long voters;

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
            return (voters & bit(voter)) != 0;
        }

        private static long bit(NodeId voter) {
            return 1L << voter.number();
        }
    }

    /** A decree that is chosen. */
    public record Choice(Decree decree, long moment, long instant) {}

    private static final class Entry {

        private final List<Poll> polls = new ArrayList<>(2);
        private Optional<Choice> choice = Optional.empty();
    }

    /** Counts a vote that has become durable. */
    void vote(NodeId voter, Ballot ballot, Slot slot, Decree decree) {
        Entry entry = entry(slot);
        Poll poll = pollIn(entry, ballot, slot, decree);
        poll.voters |= Poll.bit(voter);
        if (Long.bitCount(poll.voters) >= majority) {
            choose(entry, slot, decree);
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

    private void choose(Entry entry, Slot slot, Decree decree) {
        if (entry.choice.isPresent()) {
            Decree before = entry.choice.get().decree();
            Law.AGREEMENT.check(before.equals(decree), () -> "slot " + slot + " chose " + before + " and " + decree);
            return;
        }
        entry.choice = Optional.of(new Choice(decree, moment.getAsLong(), now.getAsLong()));
        while (prefix < entries.size() && entries.get((int) prefix).choice.isPresent()) {
            prefix++;
        }
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
