package dev.synod.simulation.client;

import dev.synod.node.Answer;
import dev.synod.node.Motion;
import dev.synod.node.Ruling;
import dev.synod.node.Settings;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Founders;
import dev.synod.paxos.NodeId;
import dev.synod.simulation.history.History;
import dev.synod.simulation.history.History.Query;
import dev.synod.simulation.history.History.Reading;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Plan;
import dev.synod.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever sets up machines, makes their nodes members and takes them out again; also whatever destroys a disk, since a
 * machine that lost its memory comes back as another node, in the place of the one that it was.
 */
public final class Operator {

    private static final int NUMBER = 999;
    private static final int FIRST_OBSERVER = 1_000_001;
    private static final int MOST_MACHINES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Between a loss and a removal there is time for nodes to notice the loss, and for letters to arrive. */
    private static final long AFTER_REMOVAL = 5_000_000_000L;

    private static final long AFTER_LOSS = 3_000_000_000L;

    private final World world;
    private final Plan plan;
    private final Door door;
    private final Chance chance;
    private int lastNode;
    private int goal;
    private long lastRemoval = -AFTER_REMOVAL;
    private long lastLoss = -AFTER_LOSS;
    private Duty duty = Duty.ON;

    private enum Duty {
        ON,
        OFF
    }

    public Operator(World world, History history, Plan plan) {
        this.world = world;
        this.plan = plan;
        this.door = new Door(world, history, NUMBER);
        this.chance = world.chance(Chance.Concern.OPERATOR, 0);
        this.lastNode = plan.nodes();
        this.goal = plan.nodes() < 3 ? 3 : 5;
    }

    public void begin() {
        for (int i = 0; i < plan.company().observers(); i++) {
            NodeId id = new NodeId(FIRST_OBSERVER + i);
            // One at most lets others learn from it: two may learn from each other, and then from nobody.
            Optional<String> address = i == 0 ? Optional.of(Founders.address(id)) : Optional.empty();
            Machine observer = world.add(settings(id, address, Optional.empty()), Machine.Kind.FORGETFUL);
            world.queue().in(chance.around(500_000_000), observer::start);
        }
        if (plan.company().changes() != Plan.Changes.NONE) {
            next();
        }
    }

    private void next() {
        world.queue().in(chance.around(plan.company().changesEvery()), () -> {
            if (duty == Duty.ON) {
                world.counted();
                switchOffWhoWasRemoved(0.5);
                act();
                next();
            }
        });
    }

    /** No more changes. Who was removed is switched off, and who belongs to nobody is told where the members are. */
    public void end() {
        duty = Duty.OFF;
        door.losesNothing();
        switchOffWhoWasRemoved(1);
        Configuration latest = world.roll().latest();
        for (Machine machine : world.present()) {
            if (!latest.isVoter(machine.id())
                    && world.roll().governing().stream().noneMatch(one -> one.isVoter(machine.id()))) {
                machine.tellOf(Founders.addresses(latest.voters().nodes()));
                machine.crash();
            }
        }
    }

    private void act() {
        switch (plan.company().changes()) {
            case NONE -> {
                // Never called.
            }
            case TIDES -> flow();
            case RELAY -> relay();
            case ANYTHING -> anything();
        }
    }

    private void flow() {
        int voters = latest().voters().nodes().size();
        if (voters == goal) {
            goal = goal > 2 ? chance.pick(1, 1, 2) : chance.pick(3, 5, 5);
        }
        if (voters < goal) {
            add();
        } else {
            remove(chance.happens(0.4) ? president().orElse(anyVoter()) : anyVoter());
        }
    }

    private void relay() {
        NodeId first = latest().voters().nodes().get(0);
        if (!lose(first)) {
            if (latest().voters().nodes().size() > plan.nodes() || chance.happens(0.3)) {
                remove(first);
            } else {
                add();
            }
        }
    }

    private void anything() {
        switch (chance.below(7)) {
            case 0, 1 -> flow();
            case 2 -> relay();
            case 3 -> lose(anyVoter());
            case 4 -> ask(new Motion.Transfer(
                    chance.happens(0.4) ? Optional.empty() : Optional.of(chance.pick(world.present()).id())));
            case 5 -> ask(new Motion.Replace(
                    chance.pick(world.present()).id(), "somewhere:1", chance.pick(world.machines()).id()));
            default -> ask(foolish());
        }
    }

    private Motion foolish() {
        NodeId some = chance.pick(world.machines()).id();
        // An id that was removed, or is a member, or observes: never a new vote for it.
        return latest().removed().contains(some) || latest().members().containsKey(some)
                ? new Motion.Add(some, "elsewhere:1")
                : new Motion.Remove(some);
    }

    private void add() {
        Optional<Machine> spare = world.present().stream()
                .filter(machine -> machine.kind() == Machine.Kind.LASTING
                        && !latest().members().containsKey(machine.id())
                        && !latest().removed().contains(machine.id()))
                .findFirst();
        if (spare.isEmpty() && world.present().size() >= MOST_MACHINES) {
            return;
        }
        Machine machine = spare.orElseGet(() -> begun(Optional.empty()));
        ask(new Motion.Add(machine.id(), Founders.address(machine.id())));
    }

    private void remove(NodeId node) {
        if (world.queue().now() - lastLoss > AFTER_LOSS) {
            lastRemoval = world.queue().now();
            ask(new Motion.Remove(node));
        }
    }

    /** A node's memory is found damaged: what is left of the machine is another node. */
    private boolean lose(NodeId node) {
        Set<NodeId> gone = retired();
        gone.add(node);
        Machine machine = world.machine(node);
        boolean bearable = latest().joining().isEmpty()
                && world.queue().now() - lastRemoval > AFTER_REMOVAL
                && world.roll().standsWithout(gone);
        if (machine.isRetired() || !bearable) {
            return false;
        }
        world.marks().reached(Mark.DISK_ROTTEN);
        lastLoss = world.queue().now();
        machine.retire();
        Machine another = begun(Optional.of(node));
        if (chance.happens(0.3)) {
            ask(new Motion.Replace(another.id(), Founders.address(another.id()), node));
        }
        return true;
    }

    private Machine begun(Optional<NodeId> replaces) {
        NodeId id = new NodeId(++lastNode);
        Machine machine = world.add(
                settings(id, Optional.of(Founders.address(id)), replaces), Machine.Kind.LASTING);
        world.queue().in(chance.around(200_000_000), machine::start);
        return machine;
    }

    private Settings settings(NodeId id, Optional<String> address, Optional<NodeId> replaces) {
        return new Settings(
                id,
                Founders.addresses(latest().voters().nodes()),
                address,
                replaces,
                Plan.HEARTBEAT,
                Plan.PATIENCE,
                plan.limits());
    }

    private void switchOffWhoWasRemoved(double share) {
        for (Machine machine : world.present()) {
            Set<NodeId> gone = retired();
            gone.add(machine.id());
            if (latest().removed().contains(machine.id())
                    && chance.happens(share)
                    && world.roll().standsWithout(gone)) {
                machine.retire();
            }
        }
    }

    private Set<NodeId> retired() {
        Set<NodeId> retired = new HashSet<>();
        world.machines().stream().filter(Machine::isRetired).forEach(machine -> retired.add(machine.id()));
        return retired;
    }

    private void ask(Motion motion) {
        List<Machine> up = new ArrayList<>(world.present());
        up.removeIf(machine -> !machine.isUp());
        if (up.isEmpty()) {
            return;
        }
        Query<Ruling> query = new Query<>(
                new Question.Other(motion.toString()), Reading.LOCAL, ruling -> new Result.Unjudged());
        Request<Ruling> request = new Request<>(query, node -> node.move(motion, PATIENCE), PATIENCE);
        door.ask(chance.pick(up), request, this::told);
    }

    private void told(Reply<Ruling> reply) {
        if (reply instanceof Reply.Told<Ruling>(Answer.Done<Ruling>(Ruling.Declined declined, var at, var known))) {
            world.marks().reached(Mark.MOTION_DECLINED);
        }
    }

    private Configuration latest() {
        return world.roll().latest();
    }

    private NodeId anyVoter() {
        return chance.pick(latest().voters().nodes());
    }

    private Optional<NodeId> president() {
        return world.present().stream()
                .flatMap(machine -> machine.standing().stream())
                .flatMap(standing -> standing.president().stream())
                .filter(node -> latest().isVoter(node))
                .findFirst();
    }
}
