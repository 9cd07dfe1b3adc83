package dev.synod.node;

import dev.synod.paxos.Witness;
import java.util.concurrent.Executor;

/**
 * The outside, as a node sees it.
 *
 * @param background does long work beside the loop, one piece after the other
 * @param witness is told each step of the protocol
 */
public record Ports(
        Journal journal, Transport transport, Clock clock, Dice dice, Executor background, Witness witness) {

    /** Without a witness. */
    public Ports(Journal journal, Transport transport, Clock clock, Dice dice, Executor background) {
        this(journal, transport, clock, dice, background, Witness.NOBODY);
    }
}
