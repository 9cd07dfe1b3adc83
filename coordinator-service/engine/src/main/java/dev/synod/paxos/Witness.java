package dev.synod.paxos;

/**
 * Somebody who is told each step of the protocol as a node takes it, in order: so that what the code did can be held
 * against the specification.
 */
public interface Witness {

    /** Sees nothing. */
    Witness NOBODY = action -> {};

    void saw(Action action);

    /** Everything seen so far is durable. */
    default void durable() {}
}
