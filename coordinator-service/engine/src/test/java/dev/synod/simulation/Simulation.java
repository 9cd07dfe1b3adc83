package dev.synod.simulation;

import dev.synod.invariant.InvariantViolation;
import dev.synod.node.Standing;
import dev.synod.paxos.Founders;
import dev.synod.simulation.client.Crowd;
import dev.synod.simulation.client.Operator;
import dev.synod.simulation.client.Probe;
import dev.synod.simulation.history.History;
import dev.synod.simulation.law.Electorates;
import dev.synod.simulation.law.Law;
import dev.synod.simulation.law.Lawbook;
import dev.synod.simulation.verdict.Verdict;
import dev.synod.simulation.world.EventQueue;
import dev.synod.simulation.world.Faults;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;
import dev.synod.simulation.world.Plan;
import dev.synod.simulation.world.Transcript;
import dev.synod.simulation.world.Trouble;
import dev.synod.simulation.world.Wiring;
import dev.synod.simulation.world.World;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run: first anything may break, and every law of safety is checked at every event; then all is repaired, and the
 * cluster must come back to life in a stated time.
 */
public final class Simulation {

    /** How long after the repair a command submitted to any node must succeed at the first try. */
    static final long RECOVERY = 3_000_000_000L;

    /**
     * The same where members have come and gone: who was away may know nobody of those who are there, until it gives up
     * one after the other.
     */
    static final long RECOVERY_AFTER_CHANGES = 12_000_000_000L;

    /** How long clients may take to end what they have begun: six tries at most, each answered in time. */
    private static final long ENDING = 40_000_000_000L;

    private static final long SETTLING = 6_000_000_000L;
    private static final double STORMY = 0.8;

    private final Plan plan;
    private final long steps;
    private final EventQueue queue = new EventQueue();
    private final Marks marks = new Marks();
    private final Transcript transcript;
    private final World world;
    private final History history;
    private final Crowd crowd;
    private final Operator operator;
    private final Trouble trouble;
    private int unknown;

    /**
     * How to run.
     *
     * @param steps deliveries, turns and client steps
     * @param reader hears every event, where there is one
     * @param trouble what goes wrong in the first part of the run
     */
    public record Manner(
            long steps,
            Wiring wiring,
            Optional<Consumer<String>> reader,
            BiFunction<World, Plan, Trouble> trouble) {

        public static Manner of(long steps) {
            return new Manner(
                    steps, Wiring.HONEST, Optional.empty(), (world, plan) -> new Faults(world, plan.faultsEvery()));
        }

        public Manner wiredBy(Wiring other) {
            return new Manner(steps, other, reader, trouble);
        }

        public Manner readBy(Consumer<String> newReader) {
            return new Manner(steps, wiring, Optional.of(newReader), trouble);
        }

        public Manner troubledBy(BiFunction<World, Plan, Trouble> other) {
            return new Manner(steps, wiring, reader, other);
        }
    }

    public Simulation(Plan plan, Manner manner) {
        this.plan = plan;
        this.steps = manner.steps();
        transcript = manner.reader()
                .map(reader -> Transcript.readBy(reader, queue))
                .orElseGet(() -> Transcript.unread(queue));
        Electorates electorates = new Electorates(plan.limits().inFlight(), Founders.configuration(plan.voters()));
        Lawbook laws = new Lawbook(electorates, queue, marks);
        World.Onlookers onlookers = new World.Onlookers(transcript, laws, marks, laws.roll());
        world = new World(plan.scene(manner.wiring()), queue, onlookers);
        history = new History(queue, laws.ledger(), marks);
        crowd = new Crowd(world, history, plan.clients());
        operator = new Operator(world, history, plan);
        trouble = manner.trouble().apply(world, plan);
    }

    /** Decides what follows when a production node sees a law broken; without it the run has failed. */
    public void whenNodeEnds(Consumer<InvariantViolation> decision) {
        world.whenEnded((node, broken) -> decision.accept(broken));
    }

    public Report run() {
        Optional<Report.Failure> failure = Optional.empty();
        try {
            beSafe();
            comeBackToLife();
        } catch (AssertionError | RuntimeException broken) {
            failure = Optional.of(Report.Failure.of(broken));
        }
        var length = new Report.Length(world.steps(), queue.now(), history.operations().size());
        return new Report(plan, length, transcript.hash(), marks, unknown, failure);
    }

    private void beSafe() {
        trouble.begin();
        world.startAll();
        operator.begin();
        crowd.begin();
        runUntil(() -> world.steps() >= steps * STORMY);
    }

    private void comeBackToLife() {
        operator.end();
        trouble.end();
        crowd.losesNothing();
        long repaired = queue.now();
        runUntil(() -> queue.now() >= repaired + RECOVERY);
        runUntil(() -> queue.now() >= repaired + recovery() || isReady());
        Probe probe = new Probe(world, history);
        probe.askEverywhere();
        within(Probe.TIME, probe::isAnswered, () -> "a command at each node: " + probe);
        runUntil(() -> world.steps() >= steps);
        crowd.stop();
        within(ENDING, crowd::hasStopped, () -> "clients to end");
        within(SETTLING, this::isSettled, () -> "nodes to agree: " + standings());
        judge();
    }

    private long recovery() {
        boolean steady = plan.company().equals(Plan.Company.STEADY);
        return steady ? RECOVERY : RECOVERY_AFTER_CHANGES;
    }

    private void judge() {
        Probe reader = new Probe(world, history);
        reader.askForEvents();
        within(Probe.TIME, reader::isAnswered, () -> "events: " + reader);
        Verdict.Found found = new Verdict(history, marks).check(plan.clocks(), crowd.beliefs());
        unknown = found.unknown();
        Probe probe = new Probe(world, history);
        probe.askForDigests();
        within(Probe.TIME, probe::isAnswered, () -> "digests: " + probe);
        // The digests are compared with the ledger as it stands at their positions, in a last judgement.
        new Verdict(history, marks).compareDigests();
    }

    /** Whether all nodes say that they could be asked; whether that is so is seen when they are. */
    private boolean isReady() {
        return world.present().stream()
                .allMatch(machine -> machine.standing().filter(Standing::ready).isPresent());
    }

    private boolean isSettled() {
        Set<Object> applied = new HashSet<>();
        for (Machine machine : world.present()) {
            applied.add(machine.standing().map(Standing::appliedThrough));
        }
        return applied.equals(Set.of(Optional.of(history.ledger().prefix())));
    }

    private String standings() {
        StringBuilder text = new StringBuilder("the ledger is chosen through " + history.ledger().prefix());
        for (Machine machine : world.present()) {
            text.append(", ").append(machine.id()).append(": ").append(machine.standing());
        }
        return text.toString();
    }

    private void within(long nanos, BooleanSupplier condition, Supplier<String> what) {
        long end = queue.now() + nanos;
        runUntil(() -> condition.getAsBoolean() || queue.now() > end);
        Law.CONVERGES.check(
                condition.getAsBoolean(),
                () -> "waited " + nanos / 1_000_000 + " ms in calm weather for " + what.get());
    }

    private void runUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && world.step()) {
            // Each event runs inside step, and every check with it.
        }
    }
}
