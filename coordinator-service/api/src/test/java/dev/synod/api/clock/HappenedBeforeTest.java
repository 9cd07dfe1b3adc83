package dev.synod.api.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.Run.Law;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Do stamps say of each pair of events exactly what the graph of the run says? A seed repeats a run. */
class HappenedBeforeTest {

    private static final int SEEDS = 400;
    private static final int FEW_SEEDS = 50;
    private static final int ALL = Integer.MAX_VALUE;
    private static final int FEW = 12;

    @Test
    void theClockOfAClientOrdersEveryPairAsItHappened() {
        assertThat(lies(Clockwork::ofClient, Retirement.NEVER, ALL)).isEmpty();
    }

    @Test
    void theClockOfASessionOrdersEveryPairAsItHappened() {
        assertThat(lies(SessionClockwork::new, Retirement.NEVER, ALL)).isEmpty();
    }

    @Test
    void retirementChangesNoOrderOfTwoEventsThatCanBeSeenAndBoundsTheVectors() {
        assertThat(lies(SessionClockwork::new, Retirement.LAWFUL, FEW)).isEmpty();
    }

    @Test
    void theRunsHavePairsAndRetirements() {
        assertThat(run(1, SessionClockwork::new, Retirement.NEVER, ALL).pairs()).isGreaterThan(1_000);
        assertThat(run(1, SessionClockwork::new, Retirement.LAWFUL, FEW).retired()).isPositive();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                clock("forgets to tick", SessionClockwork.ForgetsToTick::new, Law.EXACT),
                clock("forgets to merge", SessionClockwork.ForgetsToMerge::new, Law.EXACT, Law.CLOCK_CONDITION),
                clock("forgets what it knew", SessionClockwork.ForgetsWhatItKnew::new, Law.EXACT),
                clock("forgets its own events", SessionClockwork.ForgetsItsOwnEvents::new, Law.EXACT),
                clock("hears no Lamport time", SessionClockwork.HearsNoLamportTime::new, Law.CLOCK_CONDITION),
                clock(
                        "stands still in Lamport time",
                        SessionClockwork.StandsStillInLamportTime::new,
                        Law.CLOCK_CONDITION),
                retirement(Retirement.OF_THE_ENDED_THOUGH_SEEN, Law.EXACT),
                retirement(Retirement.OF_THE_UNSEEN_THOUGH_ALIVE, Law.EXACT),
                retirement(Retirement.WITH_A_WAY_BACK, Law.BOUNDED));
    }

    private static Arguments clock(String name, Function<String, Clockwork> clockwork, Law... broken) {
        return Arguments.of(name, new Run.Rules(clockwork, Retirement.NEVER, ALL), Set.of(broken));
    }

    private static Arguments retirement(Retirement retirement, Law broken) {
        return Arguments.of(
                "retirement " + retirement, new Run.Rules(SessionClockwork::new, retirement, FEW), Set.of(broken));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aBrokenClockLies(String name, Run.Rules rules, Set<Law> broken) {
        var told = lies(rules, FEW_SEEDS).values().stream()
                .flatMap(List::stream)
                .map(Run.Lie::law)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Law.class)));

        assertThat(told).as(name).isEqualTo(broken);
    }

    private static Map<Long, List<Run.Lie>> lies(
            Function<String, Clockwork> clockwork, Retirement retirement, int window) {
        return lies(new Run.Rules(clockwork, retirement, window), SEEDS);
    }

    /** By seed, where there are any. */
    private static Map<Long, List<Run.Lie>> lies(Run.Rules rules, int seeds) {
        var lies = new TreeMap<Long, List<Run.Lie>>();
        for (long seed = 1; seed <= seeds; seed++) {
            var ofThisRun = Run.of(seed, rules).lies();
            if (!ofThisRun.isEmpty()) {
                lies.put(seed, ofThisRun);
            }
        }
        return lies;
    }

    private static Run run(long seed, Function<String, Clockwork> clockwork, Retirement retirement, int window) {
        return Run.of(seed, new Run.Rules(clockwork, retirement, window));
    }
}
