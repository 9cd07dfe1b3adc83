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
}
