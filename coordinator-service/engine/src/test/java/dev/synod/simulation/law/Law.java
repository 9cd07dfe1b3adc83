package dev.synod.simulation.law;

import java.util.function.Supplier;

/**
 * What the simulation holds the cluster to. The first ones stand under the same names in the specification and in the
 * enums {@code Invariant} of the pure rooms; the others are promises of the service as a whole.
 */
public enum Law {
    P1A("an acceptor takes part in no ballot below its promise"),
    P2C("a proposal carries the decree of the highest-ballot vote of a quorum, or is free where there is none"),
    B1("a ballot is opened by its own node, at most once"),
    B2("any two quorums share a node: nothing counts as chosen without the votes of a majority"),
    ONE_DECREE("a ballot carries at most one decree in a slot"),
    AGREEMENT("no slot has two chosen decrees"),
    OPENED("from the slot on in which a ballot has opened, nothing is chosen in a lower one"),
    PREFIX("slots are applied in order, without gap, once"),
    PERSIST_FIRST("a promise or vote is durable before any message that depends on it leaves"),
    ALPHA("nobody acts in a slot before it is settled who governs it: alpha slots beyond what is chosen"),
    SNAPSHOT("a snapshot holds all that the ledger through its slot has made"),
    TOKEN_GROWS("each grant carries a larger token than all before"),
    ONE_HOLDER("a lock has at most one exclusive holder, and no other beside it"),
    ONE_LEADER("an election has at most one leader"),
    CAUSAL("of two events that could be seen together, the stamps tell exactly whether one happened before the other"),
    CLOCK_CONDITION("an event's Lamport time is above those of all that it knows of"),
    EVENTS_KEPT("an acknowledged event stands at one place, for all who read, until it is trimmed; none is invented"),
    SEQUENCE_GAPLESS("the events of a topic are numbered without a gap"),
    ALL_OR_NONE("a hold of several locks has all of them by one decree, or none"),
    NO_DEADLOCK("holds do not wait for each other in a circle"),
    ONE_RUN("a firing of a job has at most one runner at a time, and none once it is finished"),
    DURABLE("what was acknowledged stands in the ledger for ever"),
    ONCE("a request is carried out at most once"),
    NO_EFFECT("what was answered to have had no effect is not in the ledger"),
    FRESH("an answer contains everything that was answered before it was asked for"),
    LINEARIZABLE("each answer is right at one instant between question and answer, in an order that all answers share"),
    TTL_KEPT("a session that was kept alive in time is not expired"),
    GIVES_UP_FIRST("a client that counts its time to live from the sending has given up before another is granted"),
    ANSWERED("every request is answered within its time"),
    SHORT_TURNS("no turn waits for the disk again and again, however slow that is: clocks must ring"),
    CONVERGES("when faults end, requests succeed again and all nodes come to the same state"),
    STAYS_UP("no node ends while its machine is well");

    private final String statement;

    Law(String statement) {
        this.statement = statement;
    }

    public String statement() {
        return statement;
    }

    /** Ends the run where {@code holds} is false. {@code seen} tells what was seen instead. */
    public void check(boolean holds, Supplier<String> seen) {
        if (!holds) {
            throw broken(seen.get());
        }
    }

    public Violation broken(String seen) {
        return new Violation(this, seen);
    }
}
