package dev.synod.node;

import dev.synod.coordination.name.SessionId;
import dev.synod.node.PeerMessage.AskPosition;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Questions for a read position that wait, at the president, until a quorum has confirmed its ballot: one heartbeat
 * round serves all that wait. A deposed president gets no confirmation, so it answers nothing, and extends no session.
 */
final class Confirmations {

    /** A question and who asked it. */
    record Ask(NodeId from, AskPosition question) {}

    /** A question that may be answered. */
    record Confirmed(Ask ask, Slot through) {}

    private record Sent(long beat, Slot through, List<Ask> asks) {}

    private List<Ask> unsent = new ArrayList<>();
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private List<Confirmed> confirmed = new ArrayList<>();

    void add(Ask ask) {
        unsent.add(ask);
    }

    /** Whether a heartbeat should leave for those that wait. One round at a time: the rest goes with the next. */
    boolean wantsBeat() {
        return !unsent.isEmpty() && sent.isEmpty();
    }

    /** A heartbeat has left: it confirms for all that came before it. */
    void beatSent(long beat, Slot chosenThrough) {
        if (!unsent.isEmpty()) {
            sent.add(new Sent(beat, chosenThrough, unsent));
            unsent = new ArrayList<>();
        }
    }

    void beatConfirmed(long beat) {
        while (!sent.isEmpty() && sent.element().beat() <= beat) {
            var round = sent.remove();
            round.asks().forEach(ask -> confirmed.add(new Confirmed(ask, round.through())));
        }
    }

    /**
     * Takes the questions that can be answered now.
     *
     * @param ending sessions whose expiry is proposed: renewals of them wait until it is known
     */
    List<Confirmed> take(Predicate<SessionId> ending) {
        var ready = new ArrayList<Confirmed>();
        var later = new ArrayList<Confirmed>();
        for (var one : confirmed) {
            (one.ask().question().renewals().stream().anyMatch(ending) ? later : ready).add(one);
        }
        confirmed = later;
        return ready;
    }

    /** The presidency is over: whoever asked will ask the next president. */
    void clear() {
        unsent.clear();
        sent.clear();
        confirmed.clear();
    }
}
