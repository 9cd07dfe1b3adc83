package dev.synod.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Is the engine still the house that its packages describe? */
class HouseRulesTest {

    private static final PureRooms PURE = new PureRooms(
            "dev.synod.paxos..", "dev.synod.coordination..", "dev.synod.invariant..", "dev.synod.api.clock..");

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.synod");

    @TestFactory
    Stream<DynamicTest> pureRoomsStayPure() {
        return PURE.rules().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(ENGINE)));
    }

    @Test
    void paxosDoesNotKnowWhatItsDecreesMean() {
        Imports.strangers("dev.synod.paxos..", "dev.synod.coordination..", "a decree's payload is bytes to Paxos")
                .check(ENGINE);
    }

    @Test
    void coordinationDoesNotKnowHowItsCommandsWereOrdered() {
        Imports.strangers(
                        "dev.synod.coordination..",
                        "dev.synod.paxos..",
                        "the state machine gets positions and commands, whoever agreed on them")
                .check(ENGINE);
    }

    @Test
    void thePureRoomsDoNotKnowTheLoopThatTurnsThem() {
        var reason = "the loop calls the rooms, no room calls back";
        Imports.strangers("dev.synod.paxos..", "dev.synod.node..", reason).check(ENGINE);
        Imports.strangers("dev.synod.coordination..", "dev.synod.node..", reason).check(ENGINE);
    }

    @Test
    void theNodeKnowsNoFramework() {
        Imports.only(
                        "dev.synod.node..",
                        "java.lang..", "java.util..", "java.time..", "java.nio", "java.nio.charset", "dev.synod..",
                        "org.jspecify.annotations")
                .check(ENGINE);
    }

    @Test
    void noTwoRoomsKnowEachOther() {
        Imports.noCycles("dev.synod").check(ENGINE);
    }

    @Test
    void everyRoomIsCheckedForNulls() {
        Imports.everyPackageIsNullMarked("dev.synod..").check(ENGINE);
    }
}
