package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.DIRECTORY;
import static dev.synod.server.journal.Desk.promise;
import static dev.synod.server.journal.Desk.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.NodeId;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.storage.JournalDamaged;
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

/** The directory of a node that lost its memory becomes the directory of another node, and nothing of it is lost. */
@ExtendWith(Quiet.class)
class SetAsideTest {

    private static final Identity NEXT = new Identity("tests", new NodeId(4));

    @TempDir
    private Path temporary;

    @Test
    void aNewNodeBeginsWhereADamagedOneWasSetAside() {
        Desk desk = damaged();
        byte[] rotten = desk.disk().content(segment(1)).clone();
        assertThatThrownBy(desk::remembered).isInstanceOf(JournalDamaged.class);

        Path aside = FileJournal.setAside(DIRECTORY, desk.disk());

        assertThat(aside).isEqualTo(DIRECTORY.resolve("damaged-1"));
        assertThat(desk.disk().names(aside)).containsExactly("archive.db", "identity", "journal", "snapshots");
        assertThat(desk.disk().content(aside.resolve("journal").resolve("0000000000000001.segment")))
                .isEqualTo(rotten);
        assertThat(desk.disk().names(DIRECTORY)).containsExactly("damaged-1", "in-use");
        assertBegins(desk, NEXT);
    }

    @Test
    void itHappensAsOftenAsDisksFail() {
        Desk desk = damaged();
        desk.disk().putDirectory(DIRECTORY.resolve("lost+found"));
        for (int time = 1; time <= 12; time++) {
            assertThat(FileJournal.setAside(DIRECTORY, desk.disk())).isEqualTo(DIRECTORY.resolve("damaged-" + time));
            assertBegins(desk, new Identity("tests", new NodeId(10 + time)));
        }
        assertThat(desk.disk().names(DIRECTORY)).contains("damaged-1", "damaged-12", "lost+found");
    }

    @Test
    void itHappensOnThisMachinesDiskToo() throws IOException {
        FileJournal.open(temporary, Desk.IDENTITY).close();
        Path segment = temporary.resolve("journal").resolve("0000000000000001.segment");
        Files.write(segment, new byte[4096]);
        assertThatThrownBy(() -> FileJournal.open(temporary, Desk.IDENTITY)).isInstanceOf(JournalDamaged.class);

        Path aside = FileJournal.setAside(temporary);

        assertThat(aside.resolve("journal").resolve("0000000000000001.segment")).hasSize(4096);
        try (FileJournal journal = FileJournal.open(temporary, NEXT)) {
            assertThat(Desk.memoryOf(journal)).isEmpty();
        }
    }

    @Test
    void aDirectoryInUseIsNotSetAside() {
        Desk desk = new Desk();
        try (FileJournal journal = desk.open()) {
            assertThat(Desk.memoryOf(journal)).isEmpty();
            assertThatThrownBy(() -> FileJournal.setAside(DIRECTORY, desk.disk()))
                    .isInstanceOf(JournalRefused.class)
                    .hasMessageContaining("is in use by another process");
        }
        assertThat(desk.remembered()).isEmpty();
    }

    @Test
    void aDirectoryOfNoNodeIsNotSetAside() throws IOException {
        Files.writeString(temporary.resolve("thesis.tex"), "precious");
        assertThatThrownBy(() -> FileJournal.setAside(temporary)).isInstanceOf(JournalRefused.class);
        assertThat(temporary.resolve("thesis.tex")).hasContent("precious");
    }

    /** Until the identity is moved, the directory is the damaged node's, and is never taken for a new one. */
    @Test
    void aCrashAtAnyStepLeavesADirectoryThatIsDamagedOrNew() {
        Desk whole = damaged();
        FileJournal.setAside(DIRECTORY, whole.disk());
        int operations = whole.disk().operations();
        assertThat(operations).isGreaterThan(8);
        for (int at = 1; at <= operations; at++) {
            for (int draw = 0; draw < 6; draw++) {
                Random random = new Random(100L * at + draw);
                Desk crashed = damaged();
                crashed.disk().plan(at, Trouble.POWER_CUT);
                assertThatThrownBy(() -> FileJournal.setAside(DIRECTORY, crashed.disk()))
                        .isInstanceOf(PowerCut.class);
                crashed.disk().restartMachine(random::nextBoolean);
                if (crashed.disk().exists(DIRECTORY.resolve("identity"))) {
                    assertThatThrownBy(crashed::remembered).isInstanceOf(JournalDamaged.class);
                    FileJournal.setAside(DIRECTORY, crashed.disk());
                }
                assertBegins(crashed, NEXT);
            }
        }
    }

    /** A journal with a flipped bit, and what somebody put beside it. */
    private static Desk damaged() {
        Desk desk = new Desk();
        desk.write(List.of(promise(1), promise(2)));
        desk.disk().content(segment(1))[4096 + 20] ^= 1;
        desk.disk().put(DIRECTORY.resolve("archive.db"), new byte[9]);
        return desk.copy();
    }

    private static void assertBegins(Desk desk, Identity identity) {
        Means means = new Means(desk.disk(), Runnable::run, Desk.SMALL);
        List<Persist> promises = List.of(promise(7));
        try (FileJournal journal = FileJournal.open(DIRECTORY, identity, means)) {
            assertThat(Desk.memoryOf(journal)).isEmpty();
            promises.forEach(journal::append);
            assertThat(journal.sync()).isTrue();
        }
        try (FileJournal journal = FileJournal.open(DIRECTORY, identity, means)) {
            assertThat(Desk.memoryOf(journal)).isEqualTo(promises);
        }
    }
}
