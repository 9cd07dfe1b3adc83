package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.memoryOf;
import static dev.synod.server.journal.Desk.promise;
import static dev.synod.server.journal.Desk.vote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.PowerCut;
import dev.synod.server.journal.storage.SimulatedDisk;
import dev.synod.server.journal.storage.SimulatedDisk.Trouble;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Crashes at every operation of a journal that begins anew, again and again: it tells all of the old memory over the
 * old snapshot, or all of the new over the new, and what it does not need any more is gone. Law: PERSIST_FIRST.
 */
@ExtendWith(Quiet.class)
class BeginningCrashTest {

    private static final int DRAWS = 8;
    private static final int ROUNDS = 3;

    /** Where a segment's header says that the memory begins anew. */
    private static final int ANEW_AT = 44;

    /** A snapshot, and what was appended over it, of which the first {@code durable} records are. */
    private record Memory(Optional<Snapshot> snapshot, List<Persist> appended, int durable) {

        static final Memory NONE = new Memory(Optional.empty(), List.of(), 0);

        Memory with(Persist written) {
            List<Persist> more = new ArrayList<>(appended);
            more.add(written);
            return new Memory(snapshot, more, durable);
        }

        Memory synced() {
            return new Memory(snapshot, appended, appended.size());
        }

        /** Whether a journal may tell this. */
        boolean allows(Optional<Snapshot> told, List<Persist> memory) {
            return isSame(told)
                    && memory.size() >= durable
                    && memory.size() <= appended.size()
                    && memory.equals(appended.subList(0, memory.size()));
        }

        private boolean isSame(Optional<Snapshot> told) {
            return told.map(Snapshot::through).equals(snapshot.map(Snapshot::through))
                    && Arrays.equals(bytes(told), bytes(snapshot));
        }

        private static byte[] bytes(Optional<Snapshot> snapshot) {
            return snapshot.map(Snapshot::bytes).orElse(new byte[0]);
        }
    }

    /** What a process did, over all its lives. */
    private static final class Course {

        private final Desk desk = new Desk();
        private Memory memory = Memory.NONE;

        /** What it is beginning with, from the call on. */
        private Optional<Memory> next = Optional.empty();

        private int step;

        FileJournal open() {
            FileJournal journal = desk.open();
            Optional<Snapshot> snapshot = journal.snapshot();
            List<Persist> told = memoryOf(journal);
            Memory begun = next.orElse(memory);
            boolean hasBegun = begun.allows(snapshot, told);
            assertThat(hasBegun || memory.allows(snapshot, told)).isTrue();
            memory = new Memory(hasBegun ? begun.snapshot() : memory.snapshot(), told, told.size());
            next = Optional.empty();
            assertTidy();
            return journal;
        }

        /** There is the snapshot in use and no other, and no segment before the one that begins anew. */
        private void assertTidy() {
            boolean isBegun = memory.snapshot().isPresent();
            assertThat(desk.disk().names(Desk.SNAPSHOTS)).hasSize(isBegun ? 1 : 0);
            Path journal = Desk.DIRECTORY.resolve("journal");
            List<String> segments = desk.disk().names(journal).stream()
                    .filter(name -> name.endsWith(".segment"))
                    .toList();
            for (String name : segments) {
                int anew = ByteBuffer.wrap(desk.disk().content(journal.resolve(name)))
                        .getInt(ANEW_AT);
                assertThat(anew).isEqualTo(isBegun && name.equals(segments.getFirst()) ? 1 : 0);
            }
        }

        /** In each round writes more than a segment, keeps a snapshot or two, and begins anew over the last. */
        void work(Random random) {
            try (FileJournal journal = open()) {
                for (int round = 0; round < ROUNDS; round++) {
                    for (int batch = 0; batch < 3; batch++) {
                        write(journal, random);
                    }
                    if (round == 1) {
                        journal.keep(Desk.snapshotOf(++step, 100 * step % 700));
                    }
                    Snapshot later = Desk.snapshotOf(++step, 100 * step % 1500);
                    journal.keep(later);
                    write(journal, random);
                    begin(journal, later, random);
                }
                write(journal, random);
            }
        }

        private void write(FileJournal journal, Random random) {
            for (int left = 1 + random.nextInt(2); left > 0; left--) {
                Persist written = random.nextBoolean() ? promise(++step) : vote(++step, 1 + random.nextInt(4000));
                memory = memory.with(written);
                journal.append(written);
            }
            assertThat(journal.sync()).isTrue();
            memory = memory.synced();
        }

        private void begin(FileJournal journal, Snapshot over, Random random) {
            List<Persist> records = new ArrayList<>();
            for (int left = random.nextInt(3); left > 0; left--) {
                records.add(vote(++step, 1 + random.nextInt(9000)));
            }
            next = Optional.of(new Memory(Optional.of(over), records, records.size()));
            assertThat(journal.beginAnew(over.through(), records)).isTrue();
            memory = next.orElseThrow();
            next = Optional.empty();
        }

        void workUntilItIsOver(Random random) {
            try {
                work(random);
            } catch (PowerCut | JournalFailure over) {
                // A failure is how the thread that prepares spares tells of a power cut.
                assertThat(desk.disk().isOff()).isTrue();
            }
        }

        void goOn() {
            try (FileJournal journal = open()) {
                write(journal, new Random(1));
            }
            open().close();
        }
    }

    @Test
    void aPowerCutAtAnyOperationLeavesTheOldMemoryOrTheNew() {
        int operations = operations();
        assertThat(operations).isGreaterThan(150);
        for (int at = 1; at <= operations; at++) {
            for (int draw = 0; draw < DRAWS; draw++) {
                Random random = new Random(at * 1000L + draw);
                Course course = crashed(Trouble.POWER_CUT, at);
                course.desk.disk().restartMachine(random::nextBoolean);
                course.goOn();
            }
        }
    }

    @Test
    void aPowerCutThatLosesAllOrNothingLeavesTheOldMemoryOrTheNew() {
        int operations = operations();
        for (int at = 1; at <= operations; at++) {
            for (boolean arrives : new boolean[] {true, false}) {
                Course course = crashed(Trouble.POWER_CUT, at);
                course.desk.disk().restartMachine(() -> arrives);
                course.goOn();
            }
        }
    }

    @Test
    void aKilledProcessLeavesTheOldMemoryOrTheNewAndWhatItTellsNextIsDurable() {
        int operations = operations();
        for (int at = 1; at <= operations; at++) {
            Course course = crashed(Trouble.KILL, at);
            course.desk.disk().restartProcess();
            course.open().close();
            // What is told after a kill may have stood in the page cache only, and must not vanish now.
            course.desk.disk().restartMachine(() -> false);
            course.goOn();
        }
    }

    @Test
    void aFailedOperationLeavesTheOldMemoryOrTheNewAndWhatIsToldNextIsDurable() {
        int operations = operations();
        for (int at = 1; at <= operations; at++) {
            Course course = new Course();
            course.desk.disk().plan(at, Trouble.FAILURE);
            try {
                course.work(new Random(1));
            } catch (JournalFailure | JournalRefused failed) {
                course.desk.disk().restartProcess();
            }
            course.open().close();
            course.desk.disk().restartMachine(() -> false);
            course.goOn();
        }
    }

    @Test
    void crashesOneAfterTheOtherLeaveTheOldMemoryOrTheNew() {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            Course course = new Course();
            SimulatedDisk disk = course.desk.disk();
            for (int crash = 0; crash < 12; crash++) {
                Trouble trouble = random.nextBoolean() ? Trouble.POWER_CUT : Trouble.KILL;
                disk.plan(disk.operations() + 1 + random.nextInt(80), trouble);
                course.workUntilItIsOver(random);
                disk.restartMachine(random::nextBoolean);
            }
            course.goOn();
        }
    }

    private static int operations() {
        Course course = new Course();
        course.work(new Random(1));
        return course.desk.disk().operations();
    }

    private static Course crashed(Trouble trouble, int at) {
        Course course = new Course();
        course.desk.disk().plan(at, trouble);
        course.workUntilItIsOver(new Random(1));
        assertThat(course.desk.disk().isOff()).isTrue();
        return course;
    }
}
