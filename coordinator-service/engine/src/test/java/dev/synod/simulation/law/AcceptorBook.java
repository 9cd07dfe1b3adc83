package dev.synod.simulation.law;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Slot;
import dev.synod.paxos.Vote;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What an acceptor's records amount to: read from its journal by an onlooker, without the acceptor's own code. */
final class AcceptorBook {

    private Ballot promised = Ballot.ZERO;
    private Slot chosenThrough = Slot.ZERO;
    private final NavigableMap<Long, Word> words = new TreeMap<>();

    /** The last word in a slot: a vote, or a decree learned from a ledger. */
    private record Word(Optional<Ballot> ballot, Decree decree) {}

    void take(Persist record) {
        switch (record) {
            case Effect.Founded founded -> {
                // No promise and no vote.
            }
            case Promised promise -> promised = max(promised, promise.ballot());
            case Voted voted -> {
                promised = max(promised, voted.ballot());
                put(voted.first(), voted.decrees(), Optional.of(voted.ballot()));
            }
            case Learned learned -> put(learned.first(), learned.decrees(), Optional.empty());
            case KnownChosen known -> chosenThrough =
                    known.through().isAbove(chosenThrough) ? known.through() : chosenThrough;
        }
    }

    /** A snapshot holds what is chosen through {@code through}. */
    void beginAnew(Slot through) {
        chosenThrough = through.isAbove(chosenThrough) ? through : chosenThrough;
    }

    private void put(Slot first, List<Decree> decrees, Optional<Ballot> ballot) {
        long slot = first.number();
        for (Decree decree : decrees) {
            words.put(slot++, new Word(ballot, decree));
        }
    }

    Ballot promised() {
        return promised;
    }

    Slot chosenThrough() {
        return chosenThrough;
    }

    Optional<Decree> decree(Slot slot) {
        return Optional.ofNullable(words.get(slot.number())).map(Word::decree);
    }

    /** Where the last word in {@code slot} is a vote: that vote. */
    Optional<Vote> vote(Slot slot) {
        Word word = words.get(slot.number());
        return word == null ? Optional.empty() : word.ballot().map(ballot -> new Vote(slot, ballot, word.decree()));
    }

    /** Every vote above {@code slot} that no later record has replaced, in slot order. */
    List<Vote> votesAbove(Slot slot) {
        return words.tailMap(slot.number(), false).keySet().stream()
                .flatMap(number -> vote(new Slot(number)).stream())
                .toList();
    }

    private static Ballot max(Ballot one, Ballot other) {
        return one.isAbove(other) ? one : other;
    }
}
