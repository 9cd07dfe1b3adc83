package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.memoryOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.SimulatedDisk.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A disk that says no: the journal says so, does nothing more, and its next life remembers all that was synced. */
@ExtendWith(Quiet.class)
class DiskFailureTest {

    private static final List<Persist> VOTES = Desk.votesInThreeSegments();

    /** How far a process came with writing {@link #VOTES}, each in a batch of its own. */
    private record Course(int synced, Optional<RuntimeException> failure) {}

    @Test
    void afterAFailedOperationEveryLaterCallIsRefused() {
        int operations = operationsOfAWholeCourse();
        int failures = 0;
        for (int at = 1; at <= operations; at++) {
            Desk desk = new Desk();
            desk.disk().plan(at, Trouble.FAILURE);
            failures += course(desk).failure().isPresent() ? 1 : 0;
        }
        // All but those of preparing a spare segment, which is done once more when it is needed.
        assertThat(failures).isGreaterThan(operations / 2);
    }

    @Test
    void theNextLifeRemembersWhatWasSyncedAndWhatItToldIsDurable() {
        int operations = operationsOfAWholeCourse();
        for (int at = 1; at <= operations; at++) {
            Desk desk = new Desk();
            desk.disk().plan(at, Trouble.FAILURE);
            int synced = course(desk).synced();
            desk.disk().restartProcess();
            List<Persist> told = desk.remembered();
            assertThat(told).hasSizeGreaterThanOrEqualTo(synced).isEqualTo(VOTES.subList(0, told.size()));
            // Pages that a failed force left clean and unwritten: what was told from them must not vanish now.
            desk.disk().restartMachine(() -> false);
            assertThat(desk.remembered()).isEqualTo(told);
        }
    }

    @Test
    void aShortWriteIsGoneOnWith() {
        int operations = operationsOfAWholeCourse();
        for (int at = 1; at <= operations; at++) {
            Desk desk = new Desk();
            desk.disk().plan(at, Trouble.SHORT);
            assertThat(course(desk)).isEqualTo(new Course(VOTES.size(), Optional.empty()));
            assertThat(desk.remembered()).isEqualTo(VOTES);
        }
    }

    private static int operationsOfAWholeCourse() {
        Desk desk = new Desk();
        assertThat(course(desk).synced()).isEqualTo(VOTES.size());
        return desk.disk().operations();
    }

    private static Course course(Desk desk) {
        int synced = 0;
        FileJournal journal;
        try {
            journal = desk.open();
        } catch (JournalRefused refused) {
            return new Course(0, Optional.of(refused));
        }
        try (journal) {
            List<Persist> toWrite = new ArrayList<>(VOTES);
            try {
                toWrite.subList(0, memoryOf(journal).size()).clear();
                for (Persist vote : toWrite) {
                    journal.append(vote);
                    journal.sync();
                    synced++;
                }
                return new Course(synced, Optional.empty());
            } catch (JournalFailure failure) {
                assertDead(journal);
                return new Course(synced, Optional.of(failure));
            }
        }
    }

    private static void assertDead(FileJournal journal) {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> journal.append(Desk.promise(1)))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("failed before");
            assertThatThrownBy(journal::sync)
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("failed before");
        }
        assertThatCode(journal::close).doesNotThrowAnyException();
    }
}
