package dev.synod.paxos;

import java.util.List;

/** What the pure room wants done. The node does it, in the one order that keeps law PERSIST_FIRST. */
public sealed interface Effect {

    /** To be written to the journal, before any {@link Send} of the same step leaves. */
    sealed interface Persist extends Effect {

        /** False where a crash may forget it: what is chosen can be learned again, a promise can not. */
        boolean binding();
    }

    /** The configuration that governs the first slots: what the cluster, or this node's part in it, began with. */
    record Founded(Configuration initial) implements Persist {

        @Override
        public boolean binding() {
            return true;
        }
    }

    record Promised(Ballot ballot) implements Persist {

        @Override
        public boolean binding() {
            return true;
        }
    }

    /** Votes in consecutive slots; a vote is also a promise. */
    record Voted(Ballot ballot, Slot first, List<Decree> decrees) implements Persist {

        @Override
        public boolean binding() {
            return true;
        }
    }

    /** Chosen decrees taken from a peer's ledger, in consecutive slots; they replace votes. */
    record Learned(Slot first, List<Decree> decrees) implements Persist {

        @Override
        public boolean binding() {
            return false;
        }
    }

    /** The decrees recorded last in the slots through {@code through} are the chosen ones. */
    record KnownChosen(Slot through) implements Persist {

        @Override
        public boolean binding() {
            return false;
        }
    }

    /** To be sent once everything persisted by this step, and by those before, is durable. */
    record Send(NodeId to, Message message) implements Effect {}

    /** May leave before this step's own records are durable: nothing in the message depends on them. */
    record SendEarly(NodeId to, Message message) implements Effect {}

    /** Chosen decrees for the state machine: in slot order, without gap, once (law PREFIX). */
    record Deliver(Slot first, List<Decree> decrees) implements Effect {}

    /** A peer asked for decrees that are truncated here: it needs a snapshot. */
    record OutOfReach(NodeId peer) implements Effect {}

    /** A quorum confirmed this node's ballot after heartbeat {@code beat} was sent. */
    record BallotConfirmed(Ballot ballot, long beat) implements Effect {}

    /**
     * The president of a ballot not below any heard before, or a node about to preside in it, was heard: patience
     * begins anew.
     */
    record PresidentHeard(Ballot ballot) implements Effect {}
}
