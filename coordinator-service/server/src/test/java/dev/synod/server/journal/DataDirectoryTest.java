package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.DIRECTORY;
import static dev.synod.server.journal.Desk.IDENTITY;
import static dev.synod.server.journal.Desk.SMALL;
import static dev.synod.server.journal.Desk.promise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.NodeId;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.SimulatedDisk.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A directory belongs to one node of one cluster, for ever, and to one process at a time. */
@ExtendWith(Quiet.class)
class DataDirectoryTest {

    private static final Path IDENTITY_FILE = DIRECTORY.resolve("identity");

    private final Desk desk = new Desk();

    @TempDir
    private Path temporary;

    @Test
    void aDirectoryThatDoesNotExistIsMade() {
        Path deep = temporary.resolve("a").resolve("b");
        FileJournal.open(deep, IDENTITY).close();
        assertThat(deep.resolve("identity")).isRegularFile();
        assertThat(deep.resolve("journal")).isDirectory();
    }

    @Test
    void theIdentityCanBeReadByPeople() throws IOException {
        FileJournal.open(temporary, IDENTITY).close();
        assertThat(Files.readString(temporary.resolve("identity")))
                .contains("format=2\n", "cluster=tests\n", "node=2\n");
    }

    @Test
    void aNewVolumeWithWhatItsFileSystemPutThereIsTaken() {
        desk.disk().putDirectory(DIRECTORY);
        desk.disk().putDirectory(DIRECTORY.resolve("lost+found"));
        assertThat(desk.remembered()).isEmpty();
    }

    @Test
    void whatOthersPutBesideTheJournalDoesNotMatter() {
        desk.write(List.of(promise(1)));
        desk.disk().put(DIRECTORY.resolve("archive.db"), new byte[9]);
        assertThat(desk.remembered()).isEqualTo(List.of(promise(1)));
    }

    @Test
    void theDirectoryOfAnotherClusterIsRefused() {
        desk.write(List.of(promise(1)));
        assertRefused(
                () -> open(new Identity("production", new NodeId(2))),
                "synod.node.data-dir=" + DIRECTORY + " belongs to the cluster 'tests'",
                "and synod.cluster.id is 'production'");
        assertThat(desk.remembered()).isEqualTo(List.of(promise(1)));
    }

    @Test
    void theDirectoryOfAnotherNodeIsRefused() {
        desk.write(List.of(promise(1)));
        assertRefused(
                () -> open(new Identity("tests", new NodeId(3))),
                "synod.node.data-dir=" + DIRECTORY + " belongs to node 2, and synod.node.id is 3");
        assertThat(desk.remembered()).isEqualTo(List.of(promise(1)));
    }

    @Test
    void aDirectoryWithOtherThingsAndNoIdentityIsRefusedAndLeftAsItIs() throws IOException {
        Files.writeString(temporary.resolve("thesis.tex"), "precious");
        assertRefused(
                () -> FileJournal.open(temporary, IDENTITY),
                "synod.node.data-dir=" + temporary + " holds 'thesis.tex' and no identity of a Synod node: set"
                        + " synod.node.data-dir to an empty or a new directory");
        try (var names = Files.list(temporary)) {
            assertThat(names).containsExactly(temporary.resolve("thesis.tex"));
        }
    }

    @Test
    void aJournalWhoseIdentityWasTakenAwayIsRefusedRatherThanFoundedAnew() {
        desk.write(List.of(promise(1)));
        desk.disk().remove(IDENTITY_FILE);
        desk.disk().putDirectory(DIRECTORY.resolve("journal"));
        assertRefused(desk::open, "holds 'journal' and no identity of a Synod node");
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "not a directory");
        assertRefused(
                () -> FileJournal.open(file, IDENTITY),
                "synod.node.data-dir=" + file + " is not a directory: set it to one");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "not a directory");
        Path below = file.resolve("data");
        assertRefused(
                () -> FileJournal.open(below, IDENTITY),
                "synod.node.data-dir=" + below + " cannot be written",
                "let this process write there, or set synod.node.data-dir to another directory");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedWhereverThatShows() {
        Desk whole = new Desk();
        whole.open().close();
        int operations = whole.disk().operations();
        assertThat(operations).isGreaterThan(10);
        for (int at = 1; at <= operations; at++) {
            Desk broken = new Desk();
            broken.disk().plan(at, Trouble.FAILURE);
            assertRefused(broken::open, "synod.node.data-dir=" + DIRECTORY + " cannot be written");
            broken.disk().restartProcess();
            assertThat(broken.remembered()).isEmpty();
        }
    }

    @Test
    void aDirectoryInUseByAnotherJournalOfThisProcessIsRefused() {
        try (FileJournal first = FileJournal.open(temporary, IDENTITY)) {
            assertThat(Desk.memoryOf(first)).isEmpty();
            assertRefused(
                    () -> FileJournal.open(temporary, IDENTITY),
                    "synod.node.data-dir=" + temporary + " is in use by another process",
                    "set synod.node.data-dir to a directory of this node's own");
            first.append(promise(1));
            first.sync();
        }
        try (FileJournal next = FileJournal.open(temporary, IDENTITY)) {
            assertThat(Desk.memoryOf(next)).isEqualTo(List.of(promise(1)));
        }
    }

    @Test
    void aDirectoryInUseByAnotherProcessIsRefusedUntilThatIsKilled() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalHolder.class.getName(),
                        temporary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo(JournalHolder.SYNCED);
            assertRefused(
                    () -> FileJournal.open(temporary, IDENTITY),
                    "synod.node.data-dir=" + temporary + " is in use by another process");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        try (FileJournal next = FileJournal.open(temporary, IDENTITY)) {
            assertThat(Desk.memoryOf(next)).isEqualTo(List.of(promise(1)));
        }
    }

    @Test
    void theDirectoryOfANewerSynodIsRefused() {
        desk.write(List.of(promise(1)));
        String text = new String(desk.disk().content(IDENTITY_FILE), StandardCharsets.UTF_8);
        String newer = text.substring(0, text.lastIndexOf("checksum="))
                .replace("format=2\n", "format=3\nshape=round\n");
        CRC32C crc = new CRC32C();
        crc.update(newer.getBytes(StandardCharsets.UTF_8));
        newer += "checksum=" + Long.toHexString(crc.getValue()) + "\n";
        desk.disk().put(IDENTITY_FILE, newer.getBytes(StandardCharsets.UTF_8));
        assertRefused(
                desk::open,
                "synod.node.data-dir=" + DIRECTORY + " has the format 3 of a newer Synod, this one reads up to 2",
                "start the newer one, or set synod.node.data-dir to another directory");
    }

    @Test
    void everyFlippedBitOfTheIdentityIsDamage() {
        desk.write(List.of(promise(1)));
        int length = desk.disk().content(IDENTITY_FILE).length;
        for (int at = 0; at < length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                Desk broken = desk.copy();
                broken.disk().content(IDENTITY_FILE)[at] ^= (byte) (1 << bit);
                assertThatThrownBy(broken::open)
                        .isInstanceOf(JournalDamaged.class)
                        .hasMessageContaining(IDENTITY_FILE + " is damaged");
            }
        }
    }

    @Test
    void anIdentityCutShortIsDamage() {
        desk.write(List.of(promise(1)));
        byte[] whole = desk.disk().content(IDENTITY_FILE).clone();
        for (int length = 0; length < whole.length; length++) {
            Desk broken = desk.copy();
            broken.disk().put(IDENTITY_FILE, Arrays.copyOf(whole, length));
            assertThatThrownBy(broken::open).isInstanceOf(JournalDamaged.class);
        }
    }

    @Test
    void aCrashAtAnyStepOfTheFoundingLeavesADirectoryThatCanBeFounded() {
        Desk whole = new Desk();
        whole.open().close();
        for (int at = 1; at <= whole.disk().operations(); at++) {
            for (boolean arrives : new boolean[] {true, false}) {
                Desk crashed = new Desk();
                crashed.disk().plan(at, Trouble.POWER_CUT);
                assertThatThrownBy(crashed::open).isInstanceOf(Error.class);
                crashed.disk().restartMachine(() -> arrives);
                assertThat(crashed.remembered()).isEmpty();
                List<Persist> promises = List.of(promise(1));
                crashed.write(promises);
                assertThat(crashed.remembered()).isEqualTo(promises);
            }
        }
    }

    @Test
    void aClusterIdThatNoLineCanHoldIsRefused() {
        for (String id : List.of("", " ", "two\nlines", "x".repeat(257))) {
            assertThatThrownBy(() -> new Identity(id, new NodeId(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a cluster id has 1 to 256 printable characters");
        }
    }

    private void open(Identity identity) {
        FileJournal.open(DIRECTORY, identity, new Means(desk.disk(), Runnable::run, SMALL))
                .close();
    }

    private static void assertRefused(ThrowingCallable opening, String... sentence) {
        assertThatThrownBy(opening).isInstanceOf(JournalRefused.class).hasMessageContainingAll(sentence);
    }
}
