package dev.synod.simulation.world;

import dev.synod.paxos.Effect.Persist;

/** Where in a turn the power may go. Each method either returns or throws a {@link Crash}. */
interface Hazard {

    /** No crash, ever. */
    Hazard NONE = new Hazard() {};

    default void beforeAppend(Persist record) {}

    /** Appended, not yet durable. */
    default void beforeSync() {}

    /** Durable, and nobody was told. */
    default void afterSync() {}

    default void beforeSend() {}

    /** A snapshot is made, and not stored. */
    default void beforeKeep() {}

    /** It is stored, and not in use. */
    default void afterKeep() {}

    default void beforeAnew() {}

    /** The journal has begun anew over a snapshot, and the node does not know it. */
    default void afterAnew() {}
}
