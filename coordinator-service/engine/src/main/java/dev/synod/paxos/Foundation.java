package dev.synod.paxos;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Paxos must know of a beginning of the ledger that it has no more: it goes with every snapshot.
 *
 * @param through the last slot of that beginning
 * @param opened the ballot of the last presidency that opened in it
 * @param configurations those that govern a slot above {@code through}, by the first slot that each governs
 */
public record Foundation(Slot through, Ballot opened, SortedMap<Slot, Configuration> configurations) {

    public Foundation {
        configurations = Collections.unmodifiableSortedMap(new TreeMap<>(configurations));
        if (configurations.isEmpty() || configurations.firstKey().isAbove(through.next())) {
            throw new IllegalArgumentException("nobody governs slot " + through.next() + ": " + configurations);
        }
    }

    /** Of an empty ledger. */
    public static Foundation of(Configuration initial) {
        var governed = new TreeMap<Slot, Configuration>();
        governed.put(Slot.ZERO.next(), initial);
        return new Foundation(Slot.ZERO, Ballot.ZERO, governed);
    }

    /** With the next slot's decree added to the beginning. */
    public Foundation with(Decree decree, int alpha) {
        var slot = through.next();
        return switch (decree) {
            case Decree.Opened(Ballot ballot) -> new Foundation(slot, ballot, configurations).governingOnly();
            case Decree.Reconfigured(Configuration configuration) -> {
                var more = new TreeMap<>(configurations);
                more.put(slot.plus(alpha), configuration);
                yield new Foundation(slot, opened, more).governingOnly();
            }
            case Decree.NoOp gap -> new Foundation(slot, opened, configurations).governingOnly();
            case Decree.Payload payload -> new Foundation(slot, opened, configurations).governingOnly();
        };
    }

    /** The same, of a ledger that begins anew behind {@code through}, where {@code initial} governs. */
    public Foundation raised(Slot to, Configuration initial) {
        var governed = new TreeMap<Slot, Configuration>();
        governed.put(to.next(), initial);
        return new Foundation(to, Ballot.ZERO, governed);
    }

    private Foundation governingOnly() {
        var governing = new TreeMap<>(configurations);
        governing.headMap(governing.floorKey(through.next()), false).clear();
        return governing.size() == configurations.size() ? this : new Foundation(through, opened, governing);
    }

    /** The configuration chosen last. */
    public Configuration latest() {
        return new TreeMap<>(configurations).lastEntry().getValue();
    }
}
