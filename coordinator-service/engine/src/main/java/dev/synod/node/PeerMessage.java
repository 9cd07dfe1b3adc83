package dev.synod.node;

import dev.synod.coordination.name.SessionId;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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

    /**
     * Asks to be told what is chosen from {@code from} on, as it is chosen. Said again and again: who falls silent is
     * told nothing any more.
     *
     * @param from {@link Slot#ZERO} where the sender knows nothing, and needs a snapshot
     * @param address where the sender listens, for others to learn from it; empty where it does not
     * @param forgetful the sender's memory does not outlast it: it never votes
     */
    record Follow(Slot from, Optional<String> address, boolean forgetful) implements PeerMessage {}

    /** Answers: learn from one of these instead. Never empty. */
    record Elsewhere(SortedMap<NodeId, String> sources) implements PeerMessage {}

    /**
     * What a source says, beside the decrees, to those who learn from it.
     *
     * @param presidency the ballot of the president that the source hears, or hears of
     * @param announced how far the ledger is chosen, as far as the source has heard
     * @param age nanoseconds since a voter heard the president, added up along the way: two nodes that learned from
     *     each other would otherwise keep each other content for ever
     */
    record News(Optional<Ballot> presidency, Slot announced, long age) implements PeerMessage {

        public News {
            if (age < 0) {
                throw new IllegalArgumentException("news cannot be " + age + " ns old");
            }
        }
    }

    /** Asks for bytes of the snapshot through {@code through}. */
    record AskPart(Slot through, long offset) implements PeerMessage {}

    /**
     * Bytes of a snapshot. The first is sent unasked, to a node that asked for decrees which are truncated.
     *
     * @param size of the whole snapshot
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Part(Slot through, long offset, long size, byte[] bytes) implements PeerMessage {}

    /** Asks the president to do something about the cluster itself. */
    record Moved(long life, long number, Motion motion) implements PeerMessage {}

    /** Answers a motion: it is carried, or why it is not. */
    record Ruled(long life, long number, Optional<String> declined) implements PeerMessage {}
}
