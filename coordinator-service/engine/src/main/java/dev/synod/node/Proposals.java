package dev.synod.node;

import dev.synod.node.PeerMessage.Forward;
import dev.synod.node.PeerMessage.Forwarded;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Commands that peers passed on to this node while it presides in one ballot. A command that comes twice is proposed
 * once, and one that was refused for want of room stays refused: its sender was told that nothing happened.
 */
final class Proposals {

    /** Bytes of decrees in one message, about. */
    static final int BATCH_BYTES = 1 << 20;

    /** A life of a node: what a copy of its words says that was long on its way is not news of another life. */
    private record Life(NodeId node, long life) {}

    private static final class Sender {

        private long settledBelow;
        private final TreeSet<Long> taken = new TreeSet<>();
        private final TreeSet<Long> refused = new TreeSet<>();

        void forgetBelow(long number) {
            if (number > settledBelow) {
                settledBelow = number;
                taken.headSet(number).clear();
                refused.headSet(number).clear();
            }
        }
    }

    private final Ballot ballot;
    private final int bound;
    private final Map<Life, Sender> senders = new HashMap<>();
    private final ArrayDeque<Decree> waiting = new ArrayDeque<>();

    Proposals(Ballot ballot, int bound) {
        this.ballot = ballot;
        this.bound = bound;
    }

    Ballot ballot() {
        return ballot;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes what is new, and tells the numbers of those that it refuses. */
    List<Long> take(NodeId from, Forward forward) {
        var sender = senders.computeIfAbsent(new Life(from, forward.life()), unknown -> new Sender());
        sender.forgetBelow(forward.settledBelow());
        var refused = new ArrayList<Long>();
        for (var command : forward.commands()) {
            if (command.number() >= sender.settledBelow && !admit(sender, command)) {
                refused.add(command.number());
            }
        }
        return refused;
    }

    private boolean admit(Sender sender, Forwarded command) {
        if (sender.taken.contains(command.number())) {
            return true;
        }
        if (waiting.size() >= bound || sender.refused.contains(command.number())) {
            sender.refused.add(command.number());
            return false;
        }
        sender.taken.add(command.number());
        waiting.add(command.payload());
        return true;
    }

    /** The next decrees to propose. */
    List<Decree> next(int most) {
        var next = new ArrayList<Decree>();
        int bytes = 0;
        while (!waiting.isEmpty() && next.size() < most && bytes < BATCH_BYTES) {
            var decree = waiting.remove();
            bytes += decree.size();
            next.add(decree);
        }
        return next;
    }
}
