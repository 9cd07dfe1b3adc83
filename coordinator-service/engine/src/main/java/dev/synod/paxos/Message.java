package dev.synod.paxos;

import java.util.List;

/**
 * What nodes say to each other. Any message may be lost, doubled, delayed and overtaken; none is signed, since peers
 * are trusted to follow the protocol.
 */
public sealed interface Message {

    /** Asks, before a ballot is opened: would you let me preside? Binds nobody. */
    record Probe(Ballot ballot) implements Message {}

    /** Answers a probe: I hear no president. {@code promised} tells above which ballot to open. */
    record Willing(Ballot ballot, Ballot promised, Slot chosenThrough) implements Message {}

    /** Answers a probe: I hear the president of {@code heard}; stay calm. */
    record Unwilling(Ballot ballot, Ballot heard) implements Message {}

    /**
     * Phase 1a: opens {@code ballot} for every slot from {@code from} on. Source: Paxos Made Simple, sections 2.2,
     * 3.
     */
    record Prepare(Ballot ballot, Slot from) implements Message {}

    /**
     * Phase 1b: no ballot below {@code ballot} gets my vote any more, and these are my votes.
     *
     * @param votes in the slots above {@code chosenThrough}
     * @param chosenThrough the proposer must learn the ledger that far before it proposes: here no votes are told
     */
    record Promise(Ballot ballot, List<Vote> votes, Slot chosenThrough) implements Message {}

    /** Answers a Prepare, Accept or Heartbeat whose ballot is below what was promised. */
    record Refused(Ballot ballot, Ballot promised) implements Message {}

    /**
     * Phase 2a for the slots from {@code first} on, one decree each.
     *
     * @param chosenThrough how far the president knows the ledger chosen
     */
    record Accept(Ballot ballot, Slot first, List<Decree> decrees, Slot chosenThrough) implements Message {}

    /** Phase 2b for the slots from {@code first} to {@code last}. */
    record Accepted(Ballot ballot, Slot first, Slot last) implements Message {}

    /** The president's news: the ledger is chosen through {@code chosenThrough}. Asks for no answer. */
    record ChosenThrough(Ballot ballot, Slot chosenThrough) implements Message {}

    /**
     * The president's sign of life, and its question whether its ballot still leads.
     *
     * @param beat grows within the ballot; the answer names it
     */
    record Heartbeat(Ballot ballot, long beat, Slot chosenThrough) implements Message {}

    /** Answers a heartbeat: when it arrived, I had promised nothing above {@code ballot}. */
    record Confirmed(Ballot ballot, long beat, Slot chosenThrough) implements Message {}

    /** Asks for the chosen decrees from {@code from} on. */
    record CatchUp(Slot from) implements Message {}

    /** Chosen decrees of the ledger, from {@code first} on; {@code chosenThrough} tells whether there are more. */
    record Chosen(Slot first, List<Decree> decrees, Slot chosenThrough) implements Message {}

    /** A president that leaves asks its most advanced peer to open a ballot above {@code ballot} at once. */
    record TakeOver(Ballot ballot, Slot chosenThrough) implements Message {}
}
