package dev.synod.spec.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.Ports;
import dev.synod.node.Settings;
import dev.synod.simulation.Simulation;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Plan;
import dev.synod.simulation.world.Wiring;
import dev.synod.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What production nodes do under faults, in simulated worlds, is a behaviour of MultiPaxos. */
class SimulatedTracesTest {

    private static final Path RUNS = Path.of("target", "traces");
    private static final int SEEDS = 20;
    private static final long STEPS = 2_500;
    private static final int ALPHA = 8;

    /** Few slots at once, and few before a snapshot: a trace is cut before it has seen many. */
    private static final Settings.Limits SMALL =
            new Settings.Limits(2_000, 8, ALPHA, 2_000, new Settings.Ledger(20, 1 << 20, 5), 8);

    /** Nodes as in any simulation, and each step is written down. */
    private static final class Observed implements Wiring {

        private final List<String> lines = new ArrayList<>();

        @Override
        public Ports ports(Machine machine, Ports honest) {
            return new Ports(
                    honest.journal(),
                    honest.transport(),
                    honest.clock(),
                    honest.dice(),
                    honest.background(),
                    new Trace(machine.id(), () -> 0, lines::add));
        }
    }

    @TestFactory
    Stream<DynamicTest> whatSimulatedNodesDoIsABehaviour() {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> check(seed)));
    }

    @Test
    void withoutItsPromisesARunIsNoBehaviour() throws IOException, InterruptedException {
        var lines = run(1);
        lines.removeIf(line -> line.contains("\"action\":\"Promise\""));
        assertThat(check("seed-1-doctored", lines).refused())
                .hasValueSatisfying(line -> assertThat(line).contains("\"Preside\""));
    }

    private static void check(long seed) throws IOException, InterruptedException {
        var lines = run(seed);
        var verdict = check("seed-" + seed, lines);
        System.out.println("seed " + seed + ": " + lines.size() + " lines, " + verdict);
        assertThat(verdict.refused()).as("what TLC said is in %s", verdict.output()).isEmpty();
    }

    private static List<String> run(long seed) {
        var plan = Plan.of(seed, Optional.of(3)).with(SMALL).with(Plan.Company.STEADY);
        var observed = new Observed();
        var report = new Simulation(plan, Simulation.Manner.of(STEPS).wiredBy(observed)).run();
        assertThat(report.failure()).as(report.toString()).isEmpty();
        var lines = new ArrayList<String>();
        lines.add(Trace.begin(ALPHA, plan.voters()));
        lines.addAll(observed.lines);
        return lines;
    }

    private static Verdict check(String name, List<String> lines) throws IOException, InterruptedException {
        var folder = Files.createDirectories(RUNS.resolve(name));
        return TraceCheck.check(List.of(Files.write(folder.resolve("trace.ndjson"), lines)), folder);
    }
}
