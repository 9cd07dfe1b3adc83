package dev.synod.api.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Are vector clocks a partial order with least upper bounds? For all small ones, and for many larger ones by seed. */
class VectorClockLawsTest {

    private static final int SEEDS = 200;
    private static final int TRIPLES = 50;

    @ParameterizedTest
    @MethodSource("dev.synod.api.clock.LatticeLaw#all")
    void holds(LatticeLaw law) {
        assertThat(violations(law, Lattice.TRUE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.synod.api.clock.LatticeLaw#all")
    void isSeenBroken(LatticeLaw law) {
        assertThat(violations(law, law.breaker()))
                .anyMatch(found -> found.startsWith("small"))
                .anyMatch(found -> found.startsWith("seed"));
    }

    private static List<String> violations(LatticeLaw law, Lattice lattice) {
        var violations = new ArrayList<String>();
        var small = RandomClocks.allSmall();
        for (var a : small) {
            for (var b : small) {
                for (var c : small) {
                    if (!law.isKept(lattice, a, b, c)) {
                        violations.add("small: " + law + " of [" + a + "] [" + b + "] [" + c + "]");
                    }
                }
            }
        }
        for (long seed = 1; seed <= SEEDS; seed++) {
            var clocks = new RandomClocks(seed);
            for (int triple = 0; triple < TRIPLES; triple++) {
                var a = clocks.next();
                var b = clocks.next();
                var c = triple % 2 == 0 ? clocks.next() : b.merge(a);
                if (!law.isKept(lattice, a, b, c)) {
                    violations.add("seed " + seed + ": " + law + " of [" + a + "] [" + b + "] [" + c + "]");
                }
            }
        }
        return violations;
    }
}
