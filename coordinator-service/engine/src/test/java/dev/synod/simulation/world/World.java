package dev.synod.simulation.world;

import dev.synod.invariant.InvariantViolation;
import dev.synod.node.PeerMessage;
import dev.synod.node.Settings;
import dev.synod.paxos.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The machines of one run, the network between them, and the time that they share. */
public final class World {

    private final Scene scene;
    private final EventQueue queue;
    private final Transcript transcript;
    private final Marks marks;
    private final Watch watch;
    private final Network network;
    private final List<Machine> machines = new ArrayList<>();
    private final Map<NodeId, Machine> byId = new HashMap<>();
    private final Roll roll;
    private BiConsumer<NodeId, InvariantViolation> onEnded = (node, broken) -> {
        throw broken;
    };
    private Consumer<Machine> onCrashed = machine -> {};
    private Optional<AssertionError> failure = Optional.empty();
    private long counted;

    /**
     * What a world is made from.
     *
     * @param settings of its nodes, one each
     * @param clocks how wrong the machines' clocks are at the beginning
     */
    public record Scene(long seed, List<Settings> settings, Clocks clocks, Wiring wiring) {}

    /** How wrong clocks are. */
    public enum Clocks {
        /** Their rates differ by less than the bound of five hundredths, and stay. */
        WITHIN_BOUND,
        /** From half to twice as fast, and changing. */
        WRONG;

        /** The highest rate. */
        public double fastest() {
            return this == WITHIN_BOUND ? 1.0235 : 2.0;
        }

        /** A rate to run at. */
        public double rate(Chance chance) {
            return switch (this) {
                case WITHIN_BOUND -> chance.between(0.9765, fastest());
                case WRONG -> chance.pick(0.5, 0.8, 1.0, 1.0, 1.25, 2.0);
            };
        }
    }

    /** Who looks on. */
    public record Onlookers(Transcript transcript, Watch watch, Marks marks, Roll roll) {}

    public World(Scene scene, EventQueue queue, Onlookers onlookers) {
        this.scene = scene;
        this.queue = queue;
        this.transcript = onlookers.transcript();
        this.watch = onlookers.watch();
        this.marks = onlookers.marks();
        this.roll = onlookers.roll();
        this.network = new Network(queue, chance(Chance.Concern.NETWORK, 0), transcript);
        Chance clockChance = chance(Chance.Concern.CLOCK, 0);
        for (Settings settings : scene.settings()) {
            place(settings, Machine.Kind.LASTING, clockChance);
        }
    }

    /** One machine more, which is not running yet. */
    public Machine add(Settings settings, Machine.Kind kind) {
        return place(settings, kind, chance(Chance.Concern.CLOCK, settings.self().number()));
    }

    private Machine place(Settings settings, Machine.Kind kind, Chance clockChance) {
        long origin = clockChance.between(-1_000_000_000_000L, 1_000_000_000_000L);
        SimulatedClock clock = new SimulatedClock(queue, origin, scene.clocks().rate(clockChance));
        Machine machine = new Machine(this, scene.wiring().settings(settings), clock, kind);
        machines.add(machine);
        byId.put(machine.id(), machine);
        return machine;
    }

    /** Decides what follows when a node sees a law broken and ends; without it the run ends too. */
    public void whenEnded(BiConsumer<NodeId, InvariantViolation> decision) {
        onEnded = decision;
    }

    /** Decides what follows when a machine has crashed; without it, it stays down. */
    public void whenCrashed(Consumer<Machine> decision) {
        onCrashed = decision;
    }

    public void startAll() {
        machines.forEach(Machine::start);
    }

    /** Every machine runs, with a clock of a right rate or one within the bound, and reaches all others. */
    public void repair() {
        onCrashed = machine -> {};
        network.turn(Weather.CALM);
        network.healAll();
        for (Machine machine : present()) {
            machine.repair();
            if (scene.clocks() == Clocks.WRONG) {
                machine.runClockAt(1);
            }
            machine.start();
        }
    }

    public Chance chance(Chance.Concern concern, int part) {
        return new Chance(scene.seed(), concern, part);
    }

    public EventQueue queue() {
        return queue;
    }

    public Transcript transcript() {
        return transcript;
    }

    public Marks marks() {
        return marks;
    }

    public Network network() {
        return network;
    }

    /** All that there ever were. */
    public List<Machine> machines() {
        return machines;
    }

    /** All but those that are gone for good: up, or about to be. */
    public List<Machine> present() {
        return machines.stream().filter(machine -> !machine.isRetired()).toList();
    }

    public Machine machine(NodeId id) {
        return Objects.requireNonNull(byId.get(id), () -> "there is no machine " + id);
    }

    /** Who belongs to the cluster. */
    public Roll roll() {
        return roll;
    }

    public SortedSet<NodeId> ids() {
        SortedSet<NodeId> ids = new TreeSet<>();
        present().forEach(machine -> ids.add(machine.id()));
        return ids;
    }

    public Scene scene() {
        return scene;
    }

    /** Lets the next event happen, and throws what broke in it. False where there is none. */
    public boolean step() {
        boolean stepped = queue.step();
        if (failure.isPresent()) {
            throw failure.get();
        }
        return stepped;
    }

    /** Runs what is called from inside a node; what it throws ends the run after the present event. */
    public void guarded(Runnable action) {
        try {
            action.run();
        } catch (AssertionError broken) {
            failure = Optional.of(failure.orElse(broken));
        }
    }

    /** How many deliveries, turns and client steps there were: the length of a run. */
    public long steps() {
        return counted;
    }

    Watch watch() {
        return watch;
    }

    Wiring wiring() {
        return scene.wiring();
    }

    /** One step more. */
    public void counted() {
        counted++;
    }

    void sent(NodeId from, NodeId to, PeerMessage message) {
        long mark = 31L * from.number() + to.number() + Marked.of(message);
        transcript.note(mark, () -> from + " -> " + to + " " + message);
        watch.sent(from, to, message);
    }

    void delivered(NodeId from, NodeId to, PeerMessage message) {
        counted++;
        transcript.note(to.number(), () -> "     at " + to + " from " + from + " " + message);
        watch.delivered(from, to, message);
    }

    void crashed(NodeId node, String where) {
        transcript.note(-node.number(), () -> node + " CRASHES: " + where);
        watch.crashed(node, where);
        for (Machine other : machines) {
            if (!other.id().equals(node)) {
                network.tellLost(other.id(), node);
            }
        }
        onCrashed.accept(machine(node));
    }

    void ended(NodeId node, InvariantViolation broken) {
        transcript.note(-node.number(), () -> node + " ENDS: " + broken.getMessage());
        onEnded.accept(node, broken);
    }
}
