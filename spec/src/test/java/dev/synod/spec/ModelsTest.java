package dev.synod.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every model holds, and has exactly as many states as recorded: a model that suddenly checks less is noticed. */
class ModelsTest {

    private static final boolean RECORD = Boolean.getBoolean("spec.record");

    @TestFactory
    Stream<DynamicTest> everyModelHoldsWithTheRecordedCounts() {
        return Stream.of(System.getProperty("spec.lists", "models/expected.txt").split(",", -1))
                .flatMap(list -> Expectations.in(list).stream()
                        .map(row -> DynamicTest.dynamicTest(row.getFirst(), () -> check(list, row))));
    }

    private static void check(String list, List<String> row) {
        var model = row.get(0);
        var run = Tlc.check(Tlc.Length.LONG, "models", row.get(1), model);
        System.out.println(run.line(model));
        assertThat(run.broken()).as("law broken by %s; the behaviour is in %s", model, run.output()).isEmpty();
        assertThat(run.complete()).as("TLC came to an end; what it said is in %s", run.output()).isTrue();
        long distinct = run.distinct().orElseThrow();
        long depth = run.depth().orElseThrow();
        if (RECORD) {
            Expectations.record(
                    list,
                    model,
                    String.format(Locale.ROOT, "%-20s %-20s %10d %6d", model, row.get(1), distinct, depth));
            return;
        }
        assertThat(distinct + " distinct states, depth " + depth)
                .as("counts of %s. If the specification changed on purpose, look at what changed, then record the new "
                        + "counts in %s by: mvn -pl spec test -Dtest=ModelsTest -Dspec.record=true", model, list)
                .isEqualTo(row.get(2) + " distinct states, depth " + row.get(3));
    }
}
