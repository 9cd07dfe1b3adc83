package dev.synod.simulation.law;

import dev.synod.node.PeerMessage;
import dev.synod.node.Snapshot;
import dev.synod.node.Standing;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.simulation.world.EventQueue;
import dev.synod.simulation.world.Marks;
import dev.synod.simulation.world.Roll;
import dev.synod.simulation.world.Watch;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All checkers that watch the ports, told of everything in one order: first the books, then whoever reads them. */
public final class Lawbook implements Watch {

    private final Ledger ledger;
    private final Register register;
    private final List<Watch> watches;

    public Lawbook(Electorates electorates, EventQueue queue, Marks marks) {
        ledger = new Ledger(electorates, queue::moment, queue::now);
        Acceptors acceptors = new Acceptors();
        register = new Register(ledger, acceptors);
        watches = List.of(
                acceptors,
                new AgreementChecker(ledger, acceptors),
                new PromiseChecker(ledger, acceptors),
                new ProposalChecker(ledger, acceptors, marks),
                new TurnChecker(),
                new Marker(marks));
    }

    /** What the disks of all nodes say is chosen. */
    public Ledger ledger() {
        return ledger;
    }

    /** Who belongs to the cluster. */
    public Roll roll() {
        return register;
    }

    private void tell(Consumer<Watch> what) {
        for (Watch watch : watches) {
            what.accept(watch);
        }
    }

    @Override
    public void started(NodeId node, int life, List<Persist> memory) {
        tell(watch -> watch.started(node, life, memory));
    }

    @Override
    public void turnBegins(NodeId node) {
        tell(watch -> watch.turnBegins(node));
    }

    @Override
    public void appended(NodeId node, Persist record) {
        tell(watch -> watch.appended(node, record));
    }

    @Override
    public void durable(NodeId node, Persist record) {
        tell(watch -> watch.durable(node, record));
    }

    @Override
    public void begunAnew(NodeId node, Slot through, Optional<Snapshot> snapshot, List<Persist> memory) {
        tell(watch -> watch.begunAnew(node, through, snapshot, memory));
    }

    @Override
    public void sent(NodeId from, NodeId to, PeerMessage message) {
        tell(watch -> watch.sent(from, to, message));
    }

    @Override
    public void delivered(NodeId from, NodeId to, PeerMessage message) {
        tell(watch -> watch.delivered(from, to, message));
    }

    @Override
    public void turned(NodeId node, Standing standing) {
        tell(watch -> watch.turned(node, standing));
    }

    @Override
    public void waited(NodeId node, int times) {
        tell(watch -> watch.waited(node, times));
    }

    @Override
    public void crashed(NodeId node, String where) {
        tell(watch -> watch.crashed(node, where));
    }
}
