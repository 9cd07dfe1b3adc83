package dev.synod.simulation.verdict;

import dev.synod.paxos.Slot;
import dev.synod.simulation.law.Law;
import dev.synod.simulation.law.Ledger;
import dev.synod.simulation.verdict.Chronicle.Replayed;
import java.util.Arrays;
import java.util.Set;

/** Compares each snapshot that a node's memory began anew over with the ledger's replay. Law: SNAPSHOT. */
record SnapshotChecker(Ledger ledger) {

    void check(Chronicle chronicle) {
        chronicle.replay(this::check);
    }

    private void check(Replayed replayed) {
        Slot through = new Slot(replayed.entry().position().number());
        Set<Integer> found = ledger.snapshots(through);
        if (!found.isEmpty()) {
            Set<Integer> expected = Set.of(Arrays.hashCode(replayed.state().write()));
            Law.SNAPSHOT.check(found.equals(expected), () -> "other states in the snapshots through " + through);
        }
    }
}
