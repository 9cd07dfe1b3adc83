package dev.synod.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.simulation.world.Marks;
import dev.synod.simulation.world.Plan;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole runs of production nodes under faults. {@code ./synod simulate} runs more of them, or one again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {

    private static final int RUNS = 200;
    private static final int REPEATED = RUNS / 100;

    @Test
    void noLawIsBrokenInTwoHundredRunsAndTheyReachWhatIsRare() {
        Marks marks = new Marks();
        int unknown = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            Report report = run(seed);
            assertUnbroken(report);
            unknown += report.unknown();
            marks.add(report.marks());
        }
        System.out.println(RUNS + " runs reached " + marks);
        assertThat(marks.neverReached()).as("never reached in " + RUNS + " runs").isEmpty();
        assertThat(unknown).as("searches for a linear order given up").isZero();
    }

    @Test
    void noLawIsBrokenInARunOfAFreshSeed() {
        long seed = new SplittableRandom().nextLong(Integer.MAX_VALUE);
        System.out.println("fresh: " + Plan.of(seed, Optional.empty()));
        assertUnbroken(run(seed));
    }

    @Test
    void aSeedRunsTheSameTwice() {
        for (long seed = 1; seed <= REPEATED; seed++) {
            assertThat(run(seed).hash()).as("seed " + seed).isEqualTo(run(seed).hash());
        }
    }

    /** Hashes of objects and the order of sets differ between processes, and must not decide anything. */
    @Test
    void aSeedRunsTheSameInAnotherProcess() throws Exception {
        long seed = 7;
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Simulate.class.getName(),
                        "--seed",
                        Long.toString(seed))
                .redirectErrorStream(true)
                .start();
        String told = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).as(told).isZero();
        assertThat(told).contains("hash " + Long.toHexString(run(seed).hash()));
    }

    private static Report run(long seed) {
        return new Simulation(Plan.of(seed, Optional.empty()), Simulation.Manner.of(Orders.STEPS)).run();
    }

    private static void assertUnbroken(Report report) {
        assertThat(report.failure())
                .as(report + "\nrepeat with: ./synod simulate --seed " + report.plan().seed())
                .isEmpty();
        assertThat(report.length().steps()).isGreaterThanOrEqualTo(Orders.STEPS);
    }
}
