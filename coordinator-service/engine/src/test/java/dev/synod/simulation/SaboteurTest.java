package dev.synod.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.synod.simulation.law.Law;
import dev.synod.simulation.sabotage.Saboteur;
import dev.synod.simulation.world.Plan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each saboteur must be caught, and by the checker of the law that it breaks. */
class SaboteurTest {

    private static final int SEEDS = 200;
    private static final long STEPS = 6_000;

    @ParameterizedTest
    @EnumSource
    void everySaboteurIsCaughtByItsLaw(Saboteur saboteur) {
        List<String> others = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Optional<Report.Failure> failure = run(saboteur, seed).failure();
            if (failure.isPresent() && isExpected(saboteur, failure.get())) {
                System.out.println(saboteur + " caught at seed " + seed + " by " + failure.get().law()
                        + (others.isEmpty() ? "" : ", before by " + others));
                return;
            }
            long caughtAt = seed;
            failure.ifPresent(other -> others.add(other.law() + " at " + caughtAt));
        }
        fail(saboteur + " was not caught in " + SEEDS + " seeds by " + saboteur.caughtBy() + ", only by " + others);
    }

    @Test
    void everyLawHasASaboteur() {
        Set<Law> broken = EnumSet.noneOf(Law.class);
        for (Saboteur saboteur : Saboteur.values()) {
            broken.addAll(saboteur.caughtBy());
        }
        assertThat(broken).containsExactlyInAnyOrder(Law.values());
    }

    private static boolean isExpected(Saboteur saboteur, Report.Failure failure) {
        return saboteur.caughtBy().stream().map(Law::name).anyMatch(failure.law()::equals);
    }

    /** A sabotaged node that sees itself broken just ends: it is the onlookers' eyes that are on trial. */
    private static Report run(Saboteur saboteur, long seed) {
        Plan plan = Plan.of(seed, Optional.empty());
        Simulation simulation = new Simulation(plan, Simulation.Manner.of(STEPS).wiredBy(saboteur.wiring(seed)));
        simulation.whenNodeEnds(broken -> {});
        return simulation.run();
    }
}
