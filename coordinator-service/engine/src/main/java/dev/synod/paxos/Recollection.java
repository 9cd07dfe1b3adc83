package dev.synod.paxos;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** While the journal is read back: the decree recorded last in each slot, until it is known whether it was chosen. */
final class Recollection {

    private final TreeMap<Slot, Decree> last = new TreeMap<>();

    void note(Slot first, List<Decree> decrees) {
        for (int i = 0; i < decrees.size(); i++) {
            last.put(first.plus(i), decrees.get(i));
        }
    }

    /** The decrees not yet taken in the slots through {@code through}; they are not kept any longer. */
    List<Decree> through(Slot through) {
        var known = last.headMap(through, true);
        var decrees = new ArrayList<>(known.values());
        known.clear();
        return decrees;
    }

    void clear() {
        last.clear();
    }
}
