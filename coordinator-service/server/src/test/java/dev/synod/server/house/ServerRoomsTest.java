package dev.synod.server.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.synod.house.Imports;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.archive.Archive;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Is the server still adapters and doors, each in its room? */
class ServerRoomsTest {

    private static final String SERVER = "dev.synod.server";

    /** What a node's standing shows to people: numbers and members, not the algorithm. */
    private static final Set<String> SHOWN = Set.of(
            NodeId.class.getName(),
            Slot.class.getName(),
            Ballot.class.getName(),
            Configuration.class.getName(),
            Member.class.getName());

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(SERVER);

    @Test
    void theDoorsDoNotKnowTheAdapters() {
        doorsDoNotKnow("journal..", "a door asks the node; what is durable is the node's business").check(MAIN);
        doorsDoNotKnow("transport..", "a door asks the node; what peers say is the node's business").check(MAIN);
    }

    private static ArchRule doorsDoNotKnow(String adapter, String reason) {
        return noClasses().that().resideInAnyPackage(SERVER + ".rest..", SERVER + ".ops..", SERVER + ".cli..")
                .should().dependOnClassesThat().resideInAPackage(SERVER + "." + adapter)
                .because(reason);
    }

    @Test
    void theDoorsDoNotKnowPaxos() {
        noClasses().that().resideInAnyPackage(SERVER + ".rest..", SERVER + ".ops..")
                .should().dependOnClassesThat(resideInAPackage("dev.synod.paxos..").and(describe(
                        "are more than what a standing shows", (JavaClass type) -> !SHOWN.contains(type.getName()))))
                .because("a door gives commands and shows numbers; how they come to be chosen stays behind the node")
                .check(MAIN);
    }

    @Test
    void theCommandLineSpeaksHttpLikeEverybody() {
        noClasses().that().resideInAPackage(SERVER + ".cli..")
                .should().dependOnClassesThat(resideInAnyPackage(
                        "dev.synod.paxos..", "dev.synod.coordination..", "dev.synod.node..", SERVER + ".rest.."))
                .because("a verb talks to any instance of any version, so it may know nothing but the REST contract")
                .check(MAIN);
    }

    @Test
    void theAdaptersDoNotKnowTheDoors() {
        noClasses().that().resideInAnyPackage(
                        SERVER + ".journal..", SERVER + ".transport..", SERVER + ".archive..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        SERVER + ".rest..", SERVER + ".ops..", SERVER + ".cli..")
                .because("an adapter keeps the contract of a port of the node, whoever asks the node for something")
                .check(MAIN);
    }

    @Test
    void theAdaptersDoNotKnowEachOther() {
        Imports.strangers(SERVER + ".journal..", SERVER + ".transport..", "each stands behind a port of its own")
                .check(MAIN);
        Imports.strangers(SERVER + ".transport..", SERVER + ".journal..", "each stands behind a port of its own")
                .check(MAIN);
    }

    @Test
    void theArchiveKnowsNoOtherAdapter() {
        noClasses().that().resideInAPackage(SERVER + ".archive..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        SERVER + ".journal..", SERVER + ".transport..", "dev.synod.paxos..")
                .because("it keeps what was chosen and applied; how that came to be, and is remembered, is not its own")
                .check(MAIN);
    }

    @Test
    void theArchiveIsAskedThroughItsGuard() {
        noClasses().that().resideInAnyPackage(SERVER + ".rest..", SERVER + ".ops..", SERVER + ".cli..")
                .should().dependOnClassesThat().resideInAPackage(SERVER + ".archive.row..")
                .orShould().dependOnClassesThat().haveFullyQualifiedName(Archive.class.getName())
                .because("behind the guard a door waits for a database that is gone")
                .check(MAIN);
    }

    @Test
    void onlyTheTransportSpeaksGrpc() {
        noClasses().that(resideInAPackage(SERVER + "..").and(describe(
                        "are outside the transport", type -> !type.getPackageName().startsWith(SERVER + ".transport"))))
                .should().dependOnClassesThat().resideInAnyPackage("io.grpc..", "com.google.protobuf..")
                .because("how messages look on the wire is the transport's secret")
                .check(MAIN);
    }

    @Test
    void nobodyKnowsTheWiring() {
        noClasses().that(describe(
                        "are neither wiring nor the process's entry",
                        (JavaClass type) -> !type.getPackageName().startsWith(SERVER + ".wiring")
                                && !type.getPackageName().equals(SERVER)))
                .should().dependOnClassesThat().resideInAPackage(SERVER + ".wiring..")
                .because("the wiring sees all rooms; a room that saw the wiring would see all rooms too")
                .check(MAIN);
    }

    @Test
    void noTwoRoomsKnowEachOther() {
        Imports.noCycles("dev.synod").check(MAIN);
    }

    @Test
    void everyRoomIsCheckedForNulls() {
        Imports.everyPackageIsNullMarked(SERVER + "..").check(MAIN);
    }

    /** The rules above are content with rooms that are not there. */
    @Test
    void theRoomsAreThere() {
        assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct())
                .contains(SERVER, SERVER + ".journal", SERVER + ".archive", SERVER + ".transport", SERVER + ".rest",
                        SERVER + ".ops", SERVER + ".cli", SERVER + ".wiring");
    }
}
