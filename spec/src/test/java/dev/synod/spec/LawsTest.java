package dev.synod.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws of the house are defined in the specification, checked by a model, and seen broken by a mutant. */
class LawsTest {

    private static final List<String> MULTI_PAXOS =
            List.of("P1A", "P2C", "B1", "B2", "ONE_DECREE", "AGREEMENT", "PREFIX", "PERSIST_FIRST");
    private static final List<String> CONFIGURATIONS =
            Stream.concat(MULTI_PAXOS.stream(), Stream.of("OPENED")).toList();
    private static final List<String> LOCKS = List.of("TOKEN_GROWS", "ONE_HOLDER", "FENCED");
    private static final List<String> ELECTIONS = List.of("TOKEN_GROWS", "ONE_LEADER", "TERM_GROWS");
    private static final List<String> MANY_LOCKS =
            List.of("ONE_HOLDER", "ALL_OR_NONE", "TOKEN_GROWS", "FIFO", "NO_DEADLOCK", "WITHHELD");
    private static final List<String> RUNS = List.of(
            "ONE_RUN",
            "NEVER_TWICE_FINISHED",
            "FINISHED_FOR_GOOD",
            "STALE_OUTCOME_REFUSED",
            "ATTEMPTS",
            "TOKEN_GROWS",
            "NOTHING_AFTER_THE_END");
    private static final List<String> CLOCKS = List.of(
            "CLOCK_CONDITION",
            "EXACT",
            "SAFE_SIDE",
            "NO_MORE_THAN_THAT",
            "LINEAR",
            "SEQUENCE_GAPLESS",
            "BOUNDED",
            "KEPT");
    private static final List<String> SESSIONS = List.of("GIVES_UP_FIRST");

    @TestFactory
    Stream<DynamicTest> everyLawIsDefinedAndChecked() {
        return Stream.of(
                        laws("MultiPaxos", "MCLedger", MULTI_PAXOS),
                        laws("MultiPaxos", "MCCatchUp", MULTI_PAXOS),
                        laws("MultiPaxos", "MCTruncate", MULTI_PAXOS),
                        laws("MultiPaxos", "MCChanges", CONFIGURATIONS),
                        laws("MultiPaxos", "MCAhead", CONFIGURATIONS),
                        laws("MultiPaxos", "MCSnapshots", CONFIGURATIONS),
                        laws("Locks", "MCFencing", LOCKS),
                        laws("Elections", "MCElections", ELECTIONS),
                        laws("ManyLocks", "MCManyLocks", MANY_LOCKS),
                        laws("ManyLocks", "MCRing", MANY_LOCKS),
                        laws("Runs", "MCRuns", RUNS),
                        laws("CausalClocks", "MCStamps", CLOCKS),
                        laws("CausalClocks", "MCRetire", CLOCKS),
                        laws("CausalClocks", "MCTopics", CLOCKS),
                        laws("CausalClocks", "MCClusterEvents", CLOCKS),
                        laws("Sessions", "MCSessions", SESSIONS))
                .flatMap(tests -> tests);
    }

    @TestFactory
    Stream<DynamicTest> everyLawIsSeenBroken() {
        var broken = Expectations.in("mutants/expected.txt").stream().map(row -> row.get(2)).toList();
        return Stream.of(CONFIGURATIONS, LOCKS, ELECTIONS, MANY_LOCKS, RUNS, CLOCKS, SESSIONS)
                .flatMap(List::stream)
                .distinct()
                .map(law -> DynamicTest.dynamicTest(law, () -> assertThat(broken).contains(law)));
    }

    private static Stream<DynamicTest> laws(String module, String model, List<String> laws) {
        return laws.stream().map(law -> DynamicTest.dynamicTest(module + " " + model + " " + law, () -> {
            assertThat(Expectations.text(module + ".tla")).containsPattern("(?m)^" + Pattern.quote(law) + " ==");
            assertThat(Expectations.text("models/" + model + ".cfg")).containsPattern("\\b" + law + "\\b");
        }));
    }
}
