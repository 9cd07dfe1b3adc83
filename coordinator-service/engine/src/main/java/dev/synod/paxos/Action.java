package dev.synod.paxos;

import java.util.Collection;
import java.util.List;

/**
 * A step of the protocol that a node has taken, by the name of the action that it is in {@code MultiPaxos.tla}. Decrees
 * are those of consecutive slots.
 */
public sealed interface Action {

    /** It opened a ballot, and promised it to itself. */
    record Prepare(Ballot ballot, Slot chosenThrough) implements Action {}

    /** It promised another node's ballot, and told these votes above what it knows chosen. */
    record Promise(Ballot ballot, Slot chosenThrough, Collection<dev.synod.paxos.Vote> votes) implements Action {}

    /** It began to preside, on the word of these nodes. */
    record Preside(Ballot ballot, Slot chosenThrough, Collection<NodeId> by) implements Action {}

    /** It proposed decrees. */
    record Propose(Ballot ballot, Slot slot, List<Decree> decrees) implements Action {}

    /** It voted. */
    record Vote(Ballot ballot, Slot slot, List<Decree> decrees) implements Action {}

    /** It answered that it accepts in slots that it knows chosen, without voting there. */
    record AnswerKnown(Ballot ballot, Slot slot, Slot through) implements Action {}

    /** A quorum has accepted what it proposed. */
    record Choose(Ballot ballot, Slot slot, List<Decree> decrees) implements Action {}

    /** It learned that what it voted for in {@code ballot} is chosen. */
    record Learn(Ballot ballot, Slot slot, List<Decree> decrees) implements Action {}

    /** It was told by somebody who knows. */
    record CatchUp(Slot slot, List<Decree> decrees) implements Action {}

    /** It took a snapshot's word for the ledger through {@code slot}. */
    record Install(Slot slot) implements Action {}

    /** Its memory began anew over a snapshot through {@code slot}. */
    record Truncate(Slot slot) implements Action {}

    /** It came back with this memory. */
    record Restart(Ballot promised, Slot chosenThrough, Slot snapshot, Collection<dev.synod.paxos.Vote> votes)
            implements Action {}

    /** It gave its ballot up. */
    record StepDown() implements Action {}
}
