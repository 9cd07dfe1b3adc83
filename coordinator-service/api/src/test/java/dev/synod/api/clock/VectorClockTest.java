package dev.synod.api.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Do the two arrays of a vector clock do what a map would do? */
class VectorClockTest {

    private static final int SEEDS = 5_000;

    @Test
    void knowsWhatAMapOfTheSameComponentsKnows() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var clocks = new RandomClocks(seed);
            var model = clocks.components();
            var clock = VectorClock.from(model);
            var process = clocks.process();
            var other = clocks.process();

            assertThat(clock.components()).as("seed %d", seed).containsExactlyEntriesOf(model);
            assertThat(clock.of(process)).as("seed %d", seed).isEqualTo(model.getOrDefault(process, 0L));
            assertThat(clock.size()).isEqualTo(model.size());
            assertThat(clock.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(VectorClock.parse(clock.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(clock)
                    .hasSameHashCodeAs(clock);
            assertThat(clock.tick(process)).as("seed %d", seed).isEqualTo(ticked(model, process));
            assertThat(clock.without(process)).as("seed %d", seed).isEqualTo(without(model, List.of(process)));
            assertThat(clock.retain(known -> !List.of(process, other).contains(known)))
                    .as("seed %d", seed)
                    .isEqualTo(without(model, List.of(process, other)));
            assertThat(clock.components()).as("seed %d: a clock never changes", seed).isEqualTo(model);
        }
    }

    private static VectorClock ticked(Map<String, Long> model, String process) {
        var ticked = new TreeMap<>(model);
        ticked.merge(process, 1L, Long::sum);
        return VectorClock.from(ticked);
    }

    private static VectorClock without(Map<String, Long> model, List<String> processes) {
        var fewer = new TreeMap<>(model);
        fewer.keySet().removeAll(processes);
        return VectorClock.from(fewer);
    }

    @Test
    void comparesAndMergesAsMapsWould() {
        assertThat(differences(Lattice.TRUE)).isEmpty();
    }

    @Test
    void anyOtherOrderOrMergeIsSeen() {
        assertThat(LatticeLaw.all().stream().map(LatticeLaw::breaker))
                .allSatisfy(breaker -> assertThat(differences(breaker)).isNotEmpty());
    }

    private static List<String> differences(Lattice lattice) {
        var differences = new ArrayList<String>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            var clocks = new RandomClocks(seed);
            var one = clocks.next();
            var other = clocks.next();
            var maxima = new TreeMap<>(one.components());
            other.components().forEach((process, count) -> maxima.merge(process, count, Math::max));
            boolean isWithin = maxima.equals(other.components());
            boolean isBeyond = maxima.equals(one.components());
            var merged = lattice.join(one, other);
            if (!merged.components().equals(maxima)
                    || lattice.isWithin(one, other) != isWithin
                    || lattice.isWithin(other, one) != isBeyond) {
                differences.add("seed " + seed + ": [" + one + "] [" + other + "]");
            }
        }
        return differences;
    }

    @Test
    void aClockThatDominatesAnotherIsTheirMerger() {
        var clocks = new RandomClocks(1);
        for (int pair = 0; pair < SEEDS; pair++) {
            var one = clocks.next();
            var other = clocks.next();

            assertThat(one.dominates(other)).isEqualTo(one.merge(other).equals(one));
            if (one.dominates(other)) {
                assertThat(one.merge(other)).isSameAs(one);
            } else if (other.dominates(one)) {
                assertThat(one.merge(other)).isSameAs(other);
            }
        }
    }

    @Test
    void tellsItsComponentsInTextOrder() {
        var told = new ArrayList<String>();
        VectorClock.parse("web-1@988=3,billing-0@1042=17").forEach((process, count) -> told.add(process + count));

        assertThat(told).containsExactly("billing-0@104217", "web-1@9883");
    }

    @Test
    void itsComponentsCannotBeChangedFromOutside() {
        var given = new TreeMap<>(Map.of("p", 1L));
        var clock = VectorClock.from(given);
        given.put("p", 2L);

        assertThat(clock.of("p")).isEqualTo(1);
        assertThatThrownBy(() -> clock.components().put("p", 2L)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whereNothingChangesNothingIsMade() {
        var clock = VectorClock.parse("a=1,b=2");

        assertThat(clock.merge(VectorClock.EMPTY)).isSameAs(clock);
        assertThat(VectorClock.EMPTY.merge(clock)).isSameAs(clock);
        assertThat(clock.without("c")).isSameAs(clock);
        assertThat(clock.retain(process -> true)).isSameAs(clock);
        assertThat(clock.retain(process -> false)).isSameAs(VectorClock.EMPTY);
        assertThat(VectorClock.from(Map.of())).isSameAs(VectorClock.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"0, 1 or more", "-1, 1 or more"})
    void aComponentIsAtLeastOne(long count, String sentence) {
        assertThatThrownBy(() -> VectorClock.from(Map.of("p", count)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the component of p must be " + sentence + ", not " + count);
    }

    @Test
    void aComponentHasANumber() {
        assertThatThrownBy(() -> VectorClock.from(Collections.singletonMap("p", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the component of p must be a number");
    }

    @Test
    void aProcessHasAProperName() {
        assertThatThrownBy(() -> VectorClock.from(Map.of("no name", 1L))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VectorClock.EMPTY.tick("no name")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProcessClock("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aComponentAtItsEndDoesNotBeginAnew() {
        var clock = VectorClock.parse("p=" + Long.MAX_VALUE);

        assertThatThrownBy(() -> clock.tick("p"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the component of p cannot tick beyond 9223372036854775807");
    }
}
