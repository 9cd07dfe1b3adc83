package dev.synod.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each house rule, seen red: a rule that reports nothing where it is broken protects nobody. */
class RulesBiteTest {

    private static final String FIXTURE = "dev.synod.house.fixture";

    private static final JavaClasses BREAKERS = new ClassFileImporter().importPackages(FIXTURE);

    private static final PureRooms PURE = new PureRooms(FIXTURE + ".pure..");

    /** What each breaker must be reported for; the name after the colon stands in the report. */
    @ParameterizedTest(name = "{0} is reported for {1}")
    @CsvSource({
        "ReadsWallClock, Instant.now",
        "ReadsMonotonicClock, System.nanoTime",
        "ReadsMilliseconds, System.currentTimeMillis",
        "HasAClock, java.time.Clock",
        "DrawsLots, Math.random",
        "Shuffles, Collections.shuffle",
        "DrawsFromAThread, ThreadLocalRandom",
        "InventsNames, java.util.UUID",
        "StartsThreads, java.lang.Thread",
        "SharesState, ConcurrentHashMap",
        "Locks, SYNCHRONIZED",
        "IsSeenByOthers, VOLATILE",
        "RemembersAcrossNodes, remembered",
        "Talks, java.io.PrintStream",
        "Logs, System.getLogger",
        "IteratesByHash, java.util.HashMap",
        "IteratesBySalt, Set.of",
        "CopiesIntoSaltedOrder, Map.copyOf",
        "CollectsByHash, Collectors.toSet",
    })
    void aPureRoomRejects(String breaker, String reportedFor) {
        assertThat(reports())
                .hasEntrySatisfying(breaker, report -> assertThat(report).contains(reportedFor));
    }

    @Test
    void aPureRoomAcceptsValues() {
        assertThat(reports()).doesNotContainKey("Spotless");
    }

    @Test
    void everyBreakerOfAPureRoomIsReported() {
        var breakers = BREAKERS.stream()
                .filter(type -> type.getPackageName().equals(FIXTURE + ".pure"))
                .filter(type -> type.getEnclosingClass().map(JavaClass::getSimpleName).orElse("").equals("Impure"))
                .map(JavaClass::getSimpleName)
                .toList();

        assertThat(reports().keySet()).containsExactlyInAnyOrderElementsOf(breakers);
    }

    @Test
    void strangersThatKnowEachOtherAreReported() {
        assertBites(Imports.strangers(FIXTURE + ".left..", FIXTURE + ".right..", "they are strangers"), "Left");
    }

    @Test
    void anImportThatARoomIsNotAllowedIsReported() {
        assertBites(Imports.only(FIXTURE + ".right..", "java.lang..", "java.util..", FIXTURE + ".."), "java.io.File");
    }

    @Test
    void aCycleOfPackagesIsReported() {
        assertBites(Imports.noCycles(FIXTURE), "Cycle detected");
    }

    @Test
    void aPackageThatIsNotCheckedForNullsIsReported() {
        assertBites(Imports.everyPackageIsNullMarked(FIXTURE + ".."), "fixture.unmarked is not @NullMarked");
    }

    private static void assertBites(ArchRule rule, String reported) {
        var result = rule.evaluate(BREAKERS);
        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(reported);
    }

    /** The reports of all rules of pure rooms, by the breaker whose name stands in them. */
    private static Map<String, String> reports() {
        var reports = new TreeMap<String, String>();
        for (var rule : PURE.rules()) {
            for (var detail : rule.evaluate(BREAKERS).getFailureReport().getDetails()) {
                BREAKERS.stream()
                        .filter(type -> Pattern.compile("<" + Pattern.quote(type.getName()) + "[.>]")
                                .matcher(detail)
                                .find())
                        .forEach(type -> reports.merge(type.getSimpleName(), detail, String::concat));
            }
        }
        return reports;
    }
}
