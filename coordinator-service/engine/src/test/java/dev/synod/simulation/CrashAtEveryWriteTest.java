package dev.synod.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.Settings.Ledger;
import dev.synod.node.Settings.Limits;
import dev.synod.paxos.Effect.Persist;
import dev.synod.simulation.world.CrashPoint.Aim;
import dev.synod.simulation.world.CrashPoint.Place;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Plan;
import dev.synod.simulation.world.Trouble;
import dev.synod.simulation.world.World;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same short run of three nodes, again and again, with the power going at another write each time: chance alone
 * seldom hits the moment between a write and its fsync that matters.
 */
class CrashAtEveryWriteTest {

    private static final int WRITES = 30;
    private static final int SNAPSHOTS = 3;
    private static final long STEPS = 2_000;

    /** A snapshot every few slots. */
    private static final Limits FORGETFUL = new Limits(20_000, 512, 64, 20_000, new Ledger(8, 1 << 20, 3), 8);

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_APPEND", "BEFORE_SYNC", "AFTER_SYNC", "BEFORE_SEND"})
    void noCrashAtAnyWriteBreaksALaw(Place place) {
        everyCrash(place, WRITES, plan -> plan);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_KEEP", "AFTER_KEEP", "BEFORE_ANEW", "AFTER_ANEW"})
    void noCrashAroundASnapshotBreaksALaw(Place place) {
        everyCrash(place, SNAPSHOTS, plan -> plan.with(FORGETFUL));
    }

    private static void everyCrash(Place place, int times, UnaryOperator<Plan> changed) {
        for (int node = 0; node < 3; node++) {
            for (int time = 1; time <= times; time++) {
                Aim aim = new Aim(place, Persist.class, time);
                Report report = run(node, aim, changed);
                assertThat(report.failure()).as("node " + (node + 1) + " crashes " + aim + ": " + report).isEmpty();
                assertThat(report.marks().of(Mark.RESTART)).as("node " + (node + 1) + " " + aim).isPositive();
            }
        }
    }

    private static Report run(int node, Aim aim, UnaryOperator<Plan> changed) {
        Plan plan = changed.apply(Plan.of(1 + aim.count() % 3, Optional.of(3)));
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
