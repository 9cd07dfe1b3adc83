package dev.synod.simulation.world;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.Optional;

/** Who is told what a {@link SimulatedJournal} writes. */
interface Scribe {

    /** Nobody is told. */
    Scribe NOBODY = new Scribe() {};

    /** Written, not durable yet. */
    default void appended(Persist record) {}

    default void durable(Persist record) {}

    /** Nothing is durable from now on but these. */
    default void begunAnew(Slot through, Optional<Snapshot> snapshot, List<Persist> memory) {}
}
