package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.memoryOf;
import static dev.synod.server.journal.Desk.promise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.SimulatedDisk.Trouble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Want of room is told, nothing is lost or doubled by it, and when there is room it goes on. */
@ExtendWith(Quiet.class)
@Isolated("its log: a Spring application that starts in this JVM sets it anew")
class FullDiskTest {

    private static final List<Persist> VOTES = Desk.votesInThreeSegments();
    private static final Snapshot SNAPSHOT = new Snapshot(new Slot(7), new byte[3000]);
    private static final List<Persist> MEMORY = List.of(promise(1), Desk.vote(8, 300));
    private static final List<Persist> LARGE_MEMORY = List.of(promise(1), Desk.vote(8, 20_000));
    private static final long PLENTY = Long.MAX_VALUE;
    private static final int STEP = 512;

    private final Desk desk = new Desk();

    @Test
    void whatIsAppendedOnAFullDiskIsSyncedWhenThereIsRoom() {
        desk.disk().limit(3L * Desk.SMALL.segment() / 2);
        try (FileJournal journal = desk.open()) {
            assertThat(memoryOf(journal)).isEmpty();
            int synced = 0;
            for (Persist vote : VOTES) {
                journal.append(vote);
                synced += journal.sync() ? 1 : 0;
            }
            assertThat(synced).isBetween(1, VOTES.size() - 2);
            assertThat(journal.sync()).isFalse();
            assertThat(desk.copy().remembered()).isEqualTo(VOTES.subList(0, synced));

            desk.disk().limit(PLENTY);
            assertThat(journal.sync()).isTrue();
            journal.append(promise(9));
            assertThat(journal.sync()).isTrue();
        }
        List<Persist> all = new ArrayList<>(VOTES);
        all.add(promise(9));
        assertThat(desk.remembered()).isEqualTo(all);
    }

    @Test
    void aLifeThatEndsOnAFullDiskRemembersWhatWasSyncedAndNothingElse() {
        desk.write(VOTES.subList(0, 3));
        desk.disk().limit(0);
        for (int life = 0; life < 3; life++) {
            try (FileJournal journal = desk.openTelling(VOTES.subList(0, 3))) {
                journal.append(VOTES.get(3));
                assertThat(journal.sync()).isFalse();
            }
        }
        desk.disk().limit(PLENTY);
        desk.write(VOTES.subList(3, 7));
        assertThat(desk.remembered()).isEqualTo(VOTES);
    }

    /** A batch that is larger than its segment would be begun, and end in the middle, had it no room beforehand. */
    @Test
    void nothingOfALargeBatchIsWrittenBeforeAllOfItHasRoom() {
        Persist large = Desk.vote(9, 50_000);
        desk.write(VOTES.subList(0, 1));
        long used = used();
        try (FileJournal journal = desk.openTelling(VOTES.subList(0, 1))) {
            journal.append(large);
            for (long limit = used; limit < used + 50_000; limit += 997) {
                desk.disk().limit(limit);
                assertThat(journal.sync()).isFalse();
                assertThat(used()).isEqualTo(used);
            }
            assertThat(desk.copy().remembered()).isEqualTo(VOTES.subList(0, 1));
            desk.disk().limit(PLENTY);
            assertThat(journal.sync()).isTrue();
        }
        assertThat(desk.remembered()).isEqualTo(List.of(VOTES.getFirst(), large));
    }

    @Test
    void aSnapshotWithoutRoomLeavesNothingBehindAndTheOneKeptBeforeIsStillThere() {
        try (FileJournal journal = desk.open()) {
            assertThat(memoryOf(journal)).isEmpty();
            assertThat(journal.keep(SNAPSHOT)).isTrue();
            List<String> files = desk.disk().names(snapshots());
            Snapshot larger = new Snapshot(new Slot(9), new byte[30_000]);
            long used = used();
            for (long limit = used; limit < used + 30_000; limit += STEP) {
                desk.disk().limit(limit);
                assertThat(journal.keep(larger)).isFalse();
                assertThat(desk.disk().names(snapshots())).isEqualTo(files);
                assertThat(used()).isEqualTo(used);
            }
            desk.disk().limit(PLENTY);
            assertThat(journal.beginAnew(SNAPSHOT.through(), MEMORY)).isTrue();
        }
        assertBegun(desk, MEMORY);
    }

    @Test
    void aBeginningWithoutRoomLeavesEverythingAsItWas() {
        for (List<Persist> memory : List.of(MEMORY, LARGE_MEMORY)) {
            Desk full = new Desk();
            full.write(VOTES);
            full.disk().remove(Desk.DIRECTORY.resolve("journal").resolve("spare"));
            try (FileJournal journal = full.openTelling(VOTES)) {
                // Enough for the snapshot, and not for the segment that is prepared then.
                full.disk().limit(full.disk().used() + 4000);
                assertThat(journal.keep(SNAPSHOT)).isTrue();
                long used = full.disk().used();
                for (long limit = used; limit < used + Desk.SMALL.segment(); limit += STEP) {
                    full.disk().limit(limit);
                    assertThat(journal.beginAnew(SNAPSHOT.through(), memory)).isFalse();
                    assertThat(full.disk().used()).isLessThanOrEqualTo(used);
                    assertThat(full.copy().remembered()).isEqualTo(VOTES);
                }
                journal.append(promise(9));
                full.disk().limit(PLENTY);
                assertThat(journal.sync()).isTrue();
                assertThat(journal.beginAnew(SNAPSHOT.through(), memory)).isTrue();
            }
            assertBegun(full, memory);
        }
    }

    /** Wherever it may be: either it is told as want of room, and tried again, or as a failure. */
    @Test
    void wantOfRoomAtAnyOperationLosesNothing() {
        Desk whole = new Desk();
        assertThat(course(whole)).isZero();
        int operations = whole.disk().operations();
        int told = 0;
        for (int at = 1; at <= operations; at++) {
            Desk full = new Desk();
            full.disk().plan(at, Trouble.FULL);
            try {
                told += course(full);
            } catch (JournalFailure | JournalRefused failed) {
                full.disk().restartProcess();
                course(full);
            }
            assertBegun(full, MEMORY);
        }
        assertThat(told).isGreaterThan(10);
    }

    /** Opens, writes on, begins anew, each until it is done; tells how often there was no room. */
    private static int course(Desk desk) {
        int told = 0;
        try (FileJournal journal = desk.open()) {
            List<Persist> memory = memoryOf(journal);
            if (journal.snapshot().isEmpty()) {
                assertThat(memory).isEqualTo(VOTES.subList(0, memory.size()));
                for (Persist vote : VOTES.subList(memory.size(), VOTES.size())) {
                    journal.append(vote);
                    told += untilDone(journal::sync);
                }
            } else {
                assertThat(memory).isEqualTo(MEMORY);
            }
            told += untilDone(() -> journal.keep(SNAPSHOT));
            told += untilDone(() -> journal.beginAnew(SNAPSHOT.through(), MEMORY));
        }
        return told;
    }

    private interface Attempt {

        boolean succeeds();
    }

    private static int untilDone(Attempt attempt) {
        int told = 0;
        while (!attempt.succeeds()) {
            told++;
            assertThat(told).isLessThan(3);
        }
        return told;
    }

    @Test
    void wantOfRoomWhereEverythingIsPreallocatedIsAFailure() {
        try (FileJournal journal = desk.open()) {
            assertThat(memoryOf(journal)).isEmpty();
            journal.append(promise(1));
            desk.disk().plan(desk.disk().operations() + 1, Trouble.FULL);
            assertThatThrownBy(journal::sync).isInstanceOf(JournalFailure.class);
            assertThatThrownBy(journal::sync).hasMessageContaining("failed before");
        }
    }

    @Test
    void itIsToldOnceThatThereIsNoRoomAndOnceThatThereIs() {
        desk.write(VOTES.subList(0, 3));
        desk.disk().limit(0);
        List<ILoggingEvent> told = Quiet.logged(() -> {
            try (FileJournal journal = desk.openTelling(VOTES.subList(0, 3))) {
                journal.append(VOTES.get(3));
                for (int attempt = 0; attempt < 5; attempt++) {
                    assertThat(journal.sync()).isFalse();
                }
                desk.disk().limit(PLENTY);
                assertThat(journal.sync()).isTrue();
            }
        });
        assertThat(told).extracting(ILoggingEvent::getFormattedMessage).satisfiesExactly(
                full -> assertThat(full).contains("node=2", "cannot make the next segment", "no space left"),
                room -> assertThat(room).contains("node=2", "could make the next segment"));
    }

    private static void assertBegun(Desk desk, List<Persist> memory) {
        try (FileJournal journal = desk.openTelling(memory)) {
            Snapshot told = journal.snapshot().orElseThrow();
            assertThat(told.through()).isEqualTo(SNAPSHOT.through());
            assertThat(told.bytes()).isEqualTo(SNAPSHOT.bytes());
        }
    }

    private static Path snapshots() {
        return Desk.DIRECTORY.resolve("snapshots");
    }

    private long used() {
        return desk.disk().used();
    }
}
