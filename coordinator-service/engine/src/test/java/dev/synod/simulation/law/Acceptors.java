package dev.synod.simulation.law;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.paxos.Vote;
import dev.synod.simulation.world.Watch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The books of all acceptors, kept from what became durable on their disks. Law: P1A, at the door of the journal. */
final class Acceptors implements Watch {

    private final Map<NodeId, Acceptor> acceptors = new HashMap<>();

    private static final class Acceptor {

        private final AcceptorBook durable = new AcceptorBook();
        private Ballot written = Ballot.ZERO;
        private Ballot beforeTurn = Ballot.ZERO;
        private int life;
    }

    @Override
    public void started(NodeId node, int life, List<Persist> memory) {
        Acceptor acceptor = of(node);
        acceptor.life = life;
        acceptor.written = acceptor.durable.promised();
    }

    @Override
    public void turnBegins(NodeId node) {
        of(node).beforeTurn = durable(node).promised();
    }

    @Override
    public void appended(NodeId node, Persist record) {
        Acceptor acceptor = of(node);
        if (record instanceof Voted voted) {
            raise(node, acceptor, voted.ballot(), record);
        } else if (record instanceof Promised promised) {
            raise(node, acceptor, promised.ballot(), record);
        }
    }

    private static void raise(NodeId node, Acceptor acceptor, Ballot ballot, Persist record) {
        Law.P1A.check(
                !ballot.isBelow(acceptor.written),
                () -> "node " + node + " has promised " + acceptor.written + " and writes " + record);
        acceptor.written = ballot;
    }

    @Override
    public void durable(NodeId node, Persist record) {
        durable(node).take(record);
    }

    /** What the journal forgets the book does not: a memory that begins anew must still tell all that binds. */
    @Override
    public void begunAnew(NodeId node, Slot through, Optional<Snapshot> snapshot, List<Persist> memory) {
        Acceptor acceptor = of(node);
        Law.PERSIST_FIRST.check(
                snapshot.isPresent(),
                () -> "node " + node + " begins anew through " + through + " over a snapshot that is not durable");
        AcceptorBook anew = new AcceptorBook();
        memory.forEach(anew::take);
        Law.P1A.check(
                !anew.promised().isBelow(acceptor.durable.promised()),
                () -> "node " + node + " has promised " + acceptor.durable.promised() + " and begins anew with "
                        + anew.promised());
        for (Vote vote : acceptor.durable.votesAbove(through)) {
            boolean told = anew.vote(vote.slot()).filter(vote::equals).isPresent()
                    || !vote.slot().isAbove(anew.chosenThrough());
            Law.P2C.check(told, () -> "node " + node + " begins anew through " + through + " without its " + vote);
        }
        acceptor.durable.beginAnew(through);
    }

    /** What the disk of {@code node} says now. */
    AcceptorBook durable(NodeId node) {
        return of(node).durable;
    }

    /** What {@code node} had durably promised when its present turn began. */
    Ballot promisedBeforeTurn(NodeId node) {
        return of(node).beforeTurn;
    }

    int life(NodeId node) {
        return of(node).life;
    }

    private Acceptor of(NodeId node) {
        return acceptors.computeIfAbsent(node, unknown -> new Acceptor());
    }
}
