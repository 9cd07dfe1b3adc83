package dev.synod.simulation.law;

import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which configuration governs which slot, worked out by an onlooker from the chosen decrees, without the nodes' own
 * code: one chosen in slot <i>i</i> governs from <i>i</i> + alpha on.
 */
public final class Electorates {

    private final int alpha;
    private final NavigableMap<Slot, Configuration> governing = new TreeMap<>();

    public Electorates(int alpha, Configuration initial) {
        this.alpha = alpha;
        governing.put(Slot.ZERO.next(), initial);
    }

    int alpha() {
        return alpha;
    }

    /** The next slot's decree is chosen. */
    void chosen(Slot slot, Decree decree) {
        if (decree instanceof Decree.Reconfigured(Configuration configuration)) {
            governing.put(slot.plus(alpha), configuration);
        }
    }

    public Configuration in(Slot slot) {
        return governing.floorEntry(slot).getValue();
    }

    Collection<NodeId> voters(Slot slot) {
        return in(slot).voters().nodes();
    }

    boolean isMajority(Slot slot, Collection<NodeId> nodes) {
        Collection<NodeId> voters = voters(slot);
        return 2 * voters.stream().filter(nodes::contains).count() > voters.size();
    }

    /** What governs the slots above {@code through}. */
    SortedMap<Slot, Configuration> above(Slot through) {
        return governing.tailMap(governing.floorKey(through.next()), true);
    }

    /** The same, as far as decrees chosen through {@code through} tell. */
    SortedMap<Slot, Configuration> foundation(Slot through) {
        return new TreeMap<>(above(through).headMap(through.plus(alpha + 1L)));
    }

    /** The first slot that {@link #latest} governs. */
    Slot latestFrom() {
        return governing.lastKey();
    }

    /** The configuration chosen last. */
    public Configuration latest() {
        return governing.lastEntry().getValue();
    }

    /** All there were, in their order. */
    public Collection<Configuration> all() {
        return governing.values();
    }
}
