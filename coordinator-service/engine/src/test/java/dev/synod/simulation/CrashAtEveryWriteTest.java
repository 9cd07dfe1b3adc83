package dev.synod.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.paxos.Effect.Persist;
import dev.synod.simulation.world.CrashPoint.Aim;
import dev.synod.simulation.world.CrashPoint.Place;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Plan;
import dev.synod.simulation.world.Trouble;
import dev.synod.simulation.world.World;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same short run of three nodes, again and again, with the power going at another write each time: chance alone
 * seldom hits the moment between a write and its fsync that matters.
 */
class CrashAtEveryWriteTest {

    private static final int WRITES = 30;
    private static final long STEPS = 2_000;

    @ParameterizedTest
    @EnumSource
    void noCrashAtAnyWriteBreaksALaw(Place place) {
        for (int node = 0; node < 3; node++) {
            for (int write = 1; write <= WRITES; write++) {
                Aim aim = new Aim(place, Persist.class, write);
                Report report = run(node, aim);
                assertThat(report.failure()).as("node " + (node + 1) + " crashes " + aim + ": " + report).isEmpty();
                assertThat(report.marks().of(Mark.RESTART)).as("node " + (node + 1) + " " + aim).isPositive();
            }
        }
    }

    private static Report run(int node, Aim aim) {
        Plan plan = Plan.of(1 + aim.count() % 3, Optional.of(3));
        Simulation.Manner manner =
                Simulation.Manner.of(STEPS).troubledBy((world, same) -> new OneCrash(world, node, aim));
        return new Simulation(plan, manner).run();
    }

    /** Good weather, and one crash. */
    private record OneCrash(World world, int node, Aim aim) implements Trouble {

        @Override
        public void begin() {
            world.whenCrashed(machine -> world.queue().in(100_000_000, machine::start));
            Machine machine = world.machines().get(node);
            machine.crashAt(aim);
        }

        @Override
        public void end() {
            world.repair();
        }
    }
}
