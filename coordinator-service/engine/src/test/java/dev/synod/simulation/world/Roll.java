package dev.synod.simulation.world;

import dev.synod.paxos.Configuration;
import dev.synod.paxos.NodeId;
import java.util.Collection;
import java.util.Set;

/** Who belongs to the cluster, as an onlooker knows it who sees all disks. */
public interface Roll {

    /** What was chosen last. */
    Configuration latest();

    /** What governs slots that are not chosen yet, the latest among it. */
    Collection<Configuration> governing();

    /**
     * Whether the cluster can live when these are gone for good: no change is under way, and a majority of the voters
     * is left whose disks tell that the earlier configurations govern nothing any more.
     */
    boolean standsWithout(Set<NodeId> gone);
}
