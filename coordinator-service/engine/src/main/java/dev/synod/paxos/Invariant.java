package dev.synod.paxos;

import dev.synod.invariant.InvariantViolation;
import java.util.function.Supplier;

/**
 * The laws of consensus. Each name stands in the specification, here, in the simulator's checkers and in the tests.
 *
 * <p>A law is checked always, at two doors that meet. A node that sees one broken stops: a stopped node costs liveness,
 * a lying one costs a lock.
 */
public enum Invariant {
    /** An acceptor takes part in no ballot below its promise. Source: Paxos Made Simple, section 2.2. */
    P1A("an acceptor takes part in no ballot below its promise"),
    /** A decree is proposed only if a quorum shows it safe. Source: Paxos Made Simple, section 2.2. */
    P2C("a proposal carries the decree of the highest-ballot vote that a quorum reports, or is free if there is none"),
    /** Every ballot belongs to one node, which opens it at most once, restarts included. Source: PTP, section 2.1. */
    B1("a ballot is opened by its own node, at most once"),
    /** Any two quorums share a node. Source: The Part-Time Parliament, section 2.1. */
    B2("any two quorums share a node"),
    /** A ballot carries at most one decree in a slot. */
    ONE_DECREE("a ballot carries at most one decree in a slot"),
    /** No slot ever has two chosen decrees. Source: Paxos Made Simple, section 2.1. */
    AGREEMENT("no slot has two chosen decrees"),
    /**
     * What {@link Decree.Opened} tells is true: from its slot on, nothing is chosen in a lower ballot, and so no lower
     * one opens. Spec: {@code MultiPaxos.tla}.
     */
    OPENED("from the slot on in which a ballot has opened, nothing is chosen in a lower one"),
    /** A node applies slots in order, without gap, once. Source: Paxos Made Simple, section 3. */
    PREFIX("slots are applied in order, without gap, once"),
    /** Nothing leaves that depends on an unwritten promise or vote. Source: PTP, section 2.3. */
    PERSIST_FIRST("a promise or vote is durable before any message that depends on it leaves");

    private final String statement;

    Invariant(String statement) {
        this.statement = statement;
    }

    public String statement() {
        return statement;
    }

    /** Ends the node where {@code holds} is false. {@code seen} tells what was seen instead. */
    public void check(boolean holds, Supplier<String> seen) {
        if (!holds) {
            throw new InvariantViolation(name() + ": " + statement + "; seen: " + seen.get());
        }
    }
}
