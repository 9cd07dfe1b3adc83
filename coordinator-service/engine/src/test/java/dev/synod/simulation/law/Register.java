package dev.synod.simulation.law;

import dev.synod.paxos.Configuration;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.simulation.world.Roll;
import java.util.Collection;
import java.util.Set;

/** Who belongs to the cluster, by the chosen decrees. */
record Register(Ledger ledger, Acceptors acceptors) implements Roll {

    @Override
    public Configuration latest() {
        return ledger.electorates().latest();
    }

    @Override
    public Collection<Configuration> governing() {
        return ledger.electorates().above(ledger.prefix()).values();
    }

    @Override
    public boolean standsWithout(Set<NodeId> gone) {
        Slot from = ledger.electorates().latestFrom();
        if (from.isAbove(ledger.prefix().next())) {
            return false;
        }
        Collection<NodeId> voters = latest().voters().nodes();
        long left = voters.stream()
                .filter(voter -> !gone.contains(voter)
                        && !acceptors.durable(voter).chosenThrough().isBelow(from.before()))
                .count();
        return 2 * left > voters.size();
    }
}
