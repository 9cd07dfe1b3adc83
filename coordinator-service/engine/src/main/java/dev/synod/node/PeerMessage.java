package dev.synod.node;

import dev.synod.coordination.name.SessionId;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.Slot;
import java.util.List;

/** What travels between nodes: Paxos, and the requests that a node passes on to the president. */
public sealed interface PeerMessage {

    record Consensus(Message message) implements PeerMessage {}

    /**
     * Commands for the president of {@code ballot} to propose; in another ballot it must not. Sending them again is
     * harmless: the president proposes each request once.
     *
     * @param life of the sending node
     * @param settledBelow requests with a lower number need nothing any more: the president may forget them
     */
    record Forward(Ballot ballot, long life, long settledBelow, List<Forwarded> commands) implements PeerMessage {}

    /**
     * One request.
     *
     * @param payload the whole decree, its request id inside
     */
    record Forwarded(long number, Decree.Payload payload) {}

    /** The president did not propose these requests: a bound is reached. */
    record Overloaded(long life, List<Long> numbers) implements PeerMessage {}

    /**
     * Asks the president how far to read; it answers after a quorum has confirmed its ballot.
     *
     * @param renewals sessions whose time to live begins anew then
     */
    record AskPosition(long life, long number, List<SessionId> renewals) implements PeerMessage {}

    /** Answers: reads that began before the question are right from {@code through} on. */
    record ReadFrom(long life, long number, Slot through) implements PeerMessage {}
}
