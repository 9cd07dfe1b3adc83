package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.DIRECTORY;
import static dev.synod.server.journal.Desk.IDENTITY;
import static dev.synod.server.journal.Desk.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.NodeId;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.PowerCut;
import dev.synod.server.journal.storage.SimulatedDisk.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is founded from a snapshot opens with all of it, or not at all. */
@ExtendWith(Quiet.class)
class FoundedFromSnapshotTest {

    private static final Inheritance INHERITANCE = new Inheritance(Golden.snapshotOfTwo(), Golden.memoryOfTwo());

    private final Desk desk = new Desk();

    @TempDir
    private Path temporary;

    @Test
    void itOpensWithTheSnapshotAndTheMemoryAndGoesOn() {
        found(desk, IDENTITY);
        assertInherited(desk);
        desk.write(Desk.votesInThreeSegments());
        assertThat(desk.remembered()).startsWith(Golden.memoryOfTwo().getFirst()).hasSize(11);
    }

    @Test
    void itOpensOnThisMachinesDiskToo() {
        Path directory = temporary.resolve("restored");
        FileJournal.found(directory, IDENTITY, Golden.snapshotOfTwo(), Golden.memoryOfTwo());
        try (FileJournal journal = FileJournal.open(directory, IDENTITY)) {
            Desk.assertSnapshot(journal, Golden.snapshotOfTwo());
            assertThat(Desk.memoryOf(journal)).isEqualTo(Golden.memoryOfTwo());
        }
    }

    @Test
    void aDirectoryThatHoldsAMemoryIsRefused() {
        desk.write(List.of(Desk.promise(1)));
        assertThatThrownBy(() -> found(desk, IDENTITY))
                .isInstanceOf(JournalRefused.class)
                .hasMessageContaining("synod.node.data-dir=" + DIRECTORY + " holds the memory of node 2 already")
                .hasMessageContaining("set synod.node.data-dir to an empty or a new directory");
        assertThat(desk.remembered()).isEqualTo(List.of(Desk.promise(1)));
    }

    @Test
    void aDirectoryThatWasFoundedSoBeforeIsRefused() {
        found(desk, IDENTITY);
        assertThatThrownBy(() -> found(desk, IDENTITY)).isInstanceOf(JournalRefused.class);
        assertInherited(desk);
    }

    @Test
    void aDirectoryWithOtherThingsIsRefused() throws IOException {
        Files.writeString(temporary.resolve("thesis.tex"), "precious");
        assertThatThrownBy(() -> FileJournal.found(temporary, IDENTITY, Golden.snapshotOfTwo(), List.of()))
                .isInstanceOf(JournalRefused.class)
                .hasMessageContaining("thesis.tex");
        try (var names = Files.list(temporary)) {
            assertThat(names).containsExactly(temporary.resolve("thesis.tex"));
        }
    }

    @Test
    void aDirectoryInUseIsRefused() {
        try (FileJournal journal = desk.open()) {
            assertThatThrownBy(() -> found(desk, IDENTITY))
                    .isInstanceOf(JournalRefused.class)
                    .hasMessageContaining("in use by another process");
            assertThat(Desk.memoryOf(journal)).isEmpty();
        }
    }

    @Test
    void halfOfItIsRefusedByTheNodeAndCanBeDoneAgain() {
        found(desk, IDENTITY);
        int operations = desk.disk().operations();
        int refusals = 0;
        for (int at = 1; at <= operations; at++) {
            for (int draw = 0; draw < 6; draw++) {
                Random random = new Random(100L * at + draw);
                Desk crashed = new Desk();
                crashed.disk().plan(at, Trouble.POWER_CUT);
                assertThatThrownBy(() -> found(crashed, IDENTITY)).isInstanceOf(PowerCut.class);
                crashed.disk().restartMachine(random::nextBoolean);
                refusals += assertAllNothingOrRefused(crashed.copy());
                assertCanBeDoneAgain(crashed);
            }
        }
        assertThat(refusals).isGreaterThan(operations / 2);
    }

    @Test
    void aDiskWithoutRoomForItIsRefusedAndItCanBeDoneAgain() {
        found(desk, IDENTITY);
        long whole = desk.disk().used();
        for (long limit = 0; limit < whole; limit += 128) {
            Desk full = new Desk();
            full.disk().limit(limit);
            assertThatThrownBy(() -> found(full, IDENTITY))
                    .isInstanceOf(JournalRefused.class)
                    .hasMessageContaining("cannot be written")
                    .hasMessageContaining("no space left");
            full.disk().limit(Long.MAX_VALUE);
            found(full, IDENTITY);
            assertInherited(full);
        }
    }

    @Test
    void whatIsToBeDoneAgainIsDoneForTheSameNode() {
        desk.disk().plan(12, Trouble.POWER_CUT);
        assertThatThrownBy(() -> found(desk, IDENTITY)).isInstanceOf(PowerCut.class);
        desk.disk().restartMachine(() -> true);
        assertThatThrownBy(() -> found(desk, new Identity("tests", new NodeId(3))))
                .isInstanceOf(JournalRefused.class)
                .hasMessageContaining("belongs to node 2, and synod.node.id is 3");
    }

    /** All of it, or a refusal; or nothing at all, where the directory does not say yet what it is to become. */
    private static int assertAllNothingOrRefused(Desk crashed) {
        boolean isNew = !crashed.disk().exists(DIRECTORY.resolve("identity"));
        try (FileJournal journal = crashed.open()) {
            if (isNew) {
                assertThat(Desk.memoryOf(journal)).isEmpty();
            } else {
                Desk.assertSnapshot(journal, Golden.snapshotOfTwo());
                assertThat(Desk.memoryOf(journal)).isEqualTo(Golden.memoryOfTwo());
            }
            return 0;
        } catch (JournalRefused refused) {
            assertThat(refused).hasMessageContaining("its restoring was cut short: restore it again");
            return 1;
        }
    }

    private static void assertCanBeDoneAgain(Desk crashed) {
        try {
            found(crashed, IDENTITY);
        } catch (JournalRefused done) {
            assertThat(done).hasMessageContaining("holds the memory of node 2 already");
        }
        assertInherited(crashed);
    }

    private static void assertInherited(Desk desk) {
        try (FileJournal journal = desk.open()) {
            Desk.assertSnapshot(journal, Golden.snapshotOfTwo());
            assertThat(Desk.memoryOf(journal)).isEqualTo(Golden.memoryOfTwo());
        }
    }

    private static void found(Desk desk, Identity identity) {
        FileJournal.found(DIRECTORY, identity, new Means(desk.disk(), Runnable::run, SMALL), INHERITANCE);
    }
}
