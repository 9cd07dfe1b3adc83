package dev.synod.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of the specification is needed: without it, TLC finds the named law broken. */
class MutantsTest {

    private static final String LIST = "mutants/expected.txt";

    @TestFactory
    Stream<DynamicTest> everyMutantBreaksTheLawThatItMust() {
        return Expectations.in(LIST).stream()
                .map(row -> DynamicTest.dynamicTest(row.getFirst(), () -> check(row.get(0), row.get(1), row.get(2))));
    }

    @Test
    void everyConfigurationOfAMutantIsListed() throws IOException {
        try (var files = Files.list(Tlc.SPEC.resolve("mutants"))) {
            var configurations = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cfg"))
                    .map(name -> name.substring(0, name.length() - ".cfg".length()))
                    .toList();
            assertThat(Expectations.in(LIST).stream().map(row -> row.getFirst()))
                    .containsExactlyInAnyOrderElementsOf(configurations);
        }
    }

    private static void check(String mutant, String module, String law) {
        var run = Tlc.check(Tlc.Length.SHORT, "mutants", module, mutant);
        System.out.println(run.line(mutant));
        assertThat(run.broken())
                .as("law broken by mutant %s; what TLC said is in %s", mutant, run.output())
                .hasValue(law);
    }
}
