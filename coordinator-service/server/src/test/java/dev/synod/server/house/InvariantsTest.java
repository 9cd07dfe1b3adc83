package dev.synod.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does grepping a law tell its whole story: specification, code, checker, test? */
class InvariantsTest {

    private static final String ENGINE = "coordinator-service/engine/src/";
    private static final String TESTS = ENGINE + "test/java/dev/synod/";

    private static final String SPECIFICATION = text(".tla", "spec");
    private static final String CODE = text(".java", ENGINE + "main");
    private static final String CHECKERS = text(".java", TESTS + "simulation");
    private static final String LAYERS = text(".java", TESTS + "paxos", TESTS + "node", TESTS + "coordination");

    static Stream<Enum<?>> laws() {
        return Stream.concat(
                Stream.of(dev.synod.paxos.Invariant.values()), Stream.of(dev.synod.coordination.Invariant.values()));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void standsInTheSpecification(Enum<?> law) {
        assertStands(law, "\\b", SPECIFICATION, "spec/*.tla");
    }

    @ParameterizedTest
    @MethodSource("laws")
    void isCheckedByTheRunningCode(Enum<?> law) {
        assertStands(law, "\\s*\\.check\\(", CODE, "the engine's code, as a check");
    }

    @ParameterizedTest
    @MethodSource("laws")
    void isWatchedByACheckerOfTheSimulation(Enum<?> law) {
        assertStands(law, "\\b", CHECKERS, "the simulation");
    }

    @ParameterizedTest
    @MethodSource("laws")
    void hasATest(Enum<?> law) {
        assertStands(law, "\\b", LAYERS, "the tests of paxos, node and coordination");
    }

    private static void assertStands(Enum<?> law, String then, String text, String place) {
        assertThat(Pattern.compile("\\b" + law.name() + then).matcher(text).find())
                .as("%s stands in %s", law, place)
                .isTrue();
    }

    private static String text(String ending, String... folders) {
        try {
            var all = new StringBuilder();
            for (var folder : folders) {
                all.append(Repository.here().textUnder(folder, ending));
            }
            return all.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
