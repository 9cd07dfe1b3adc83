package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.SMALL;
import static dev.synod.server.journal.Desk.segment;
import static dev.synod.server.journal.Desk.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.SimulatedDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A small journal over a snapshot, with a record of every kind: what was acknowledged is told as it was, or the journal
 * says that it is damaged, and never something else. See {@link DamageTest} for journals without a snapshot.
 */
@ExtendWith(Quiet.class)
class DamagedBeginningTest {

    private static final int HEADER = 4096;
    private static final int SNAPSHOT_HEADER = 64;
    private static final int FRAME = 32;
    private static final int SECTOR = 512;
    private static final Path SNAPSHOT = snapshot(1);

    /** What {@link Golden#writeTwo} leaves: a segment that begins anew, and two more. */
    private static final int BEGUN = 3;

    private static final int LAST = 5;

    private final Desk desk = new Desk();
    private final List<Persist> memory = new ArrayList<>(Golden.memoryOfTwo());

    @BeforeEach
    void writeEveryKindOfRecord() {
        try (FileJournal journal = desk.open()) {
            Golden.writeTwo(journal);
        }
        memory.addAll(Golden.appendedOfTwo());
        assertThat(desk.disk().names(Desk.DIRECTORY.resolve("journal")))
                .containsSubsequence("0000000000000003.segment", "0000000000000005.segment")
                .doesNotContain("0000000000000002.segment", "0000000000000006.segment");
        assertTellsAll(desk.copy());
    }

    @Test
    void aFlippedBitAnywhereInWhatWasWrittenIsDamage() {
        for (int number = BEGUN; number <= LAST; number++) {
            int end = endOf(content(desk, segment(number)));
            for (int at = 0; at < end; at++) {
                // In the empty part of a header, and in the middle of a large decree, one bit is like another.
                boolean isPlain = (at > 100 && at < HEADER) || (at > HEADER + 200 && at < end - SECTOR);
                for (int bit = isPlain ? at % 8 : 0; bit < 8; bit += isPlain ? 8 : 1) {
                    assertDamaged(flipped(segment(number), at, bit), segment(number));
                }
            }
        }
    }

    @Test
    void aFlippedBitAnywhereInTheSnapshotIsDamage() {
        for (int at = 0; at < content(desk, SNAPSHOT).length; at++) {
            // In the content one bit is like another.
            for (int bit = at < SNAPSHOT_HEADER ? 0 : at % 8; bit < 8; bit += at < SNAPSHOT_HEADER ? 1 : 8) {
                Desk broken = flipped(SNAPSHOT, at, bit);
                assertDamaged(broken, SNAPSHOT);
                try (FileJournal journal = broken.open()) {
                    assertThatThrownBy(journal::snapshot).isInstanceOf(JournalDamaged.class);
                }
            }
        }
    }

    @Test
    void aFlippedBitWhereNothingWasWrittenChangesNothing() {
        for (int number = BEGUN; number <= LAST; number++) {
            byte[] content = content(desk, segment(number));
            int end = endOf(content);
            for (int at = end; at < content.length; at++) {
                Desk broken = flipped(segment(number), at, at % 8);
                if (number == LAST && at == end + FRAME - 1) {
                    // It looks like the end of a frame that was changed: better one alarm too many.
                    assertDamaged(broken, segment(number));
                } else {
                    assertTellsAll(broken);
                }
            }
        }
    }

    @Test
    void aSnapshotOfAnotherLengthIsDamage() {
        byte[] whole = content(desk, SNAPSHOT);
        for (int length = 0; length <= whole.length + SECTOR; length++) {
            if (length != whole.length) {
                Desk broken = desk.copy();
                broken.disk().put(SNAPSHOT, Arrays.copyOf(whole, length));
                assertDamaged(broken, SNAPSHOT);
            }
        }
    }

    @Test
    void aMissingSnapshotIsDamage() {
        Desk broken = desk.copy();
        broken.disk().remove(SNAPSHOT);
        assertDamaged(broken, SNAPSHOT);
        try (FileJournal journal = broken.open()) {
            assertThatThrownBy(journal::snapshot).isInstanceOf(JournalDamaged.class);
        }
    }

    @Test
    void aSnapshotOfAnotherLifeOrAnotherContentIsDamage() {
        Desk life = new Desk();
        try (FileJournal journal = life.open()) {
            Golden.writeTwo(journal);
        }
        Desk later = desk.copy();
        try (FileJournal journal = later.openTelling(memory)) {
            assertThat(journal.keep(Golden.snapshotOfTwo())).isTrue();
        }
        Desk course = new Desk(new SimulatedDisk());
        Desk otherContent = beganOver(Desk.snapshotOf(40, 701), course);
        for (byte[] other : List.of(
                content(life, SNAPSHOT), content(later, snapshot(2)), content(otherContent, SNAPSHOT))) {
            Desk broken = desk.copy();
            broken.disk().put(SNAPSHOT, other);
            assertDamaged(broken, SNAPSHOT);
        }
    }

    @Test
    void aMissingSegmentIsDamageTheOneThatBeginsAnewToo() {
        for (int number = BEGUN; number <= LAST; number++) {
            Desk broken = desk.copy();
            broken.disk().remove(segment(number));
            assertThatThrownBy(broken::remembered)
                    .isInstanceOf(JournalDamaged.class)
                    .hasMessageContaining("the segment is missing");
        }
    }

    @Test
    void aSegmentCutShortIsDamage() {
        for (int number = BEGUN; number <= LAST; number++) {
            byte[] whole = content(desk, segment(number));
            for (int length = 0; length < whole.length; length += 7) {
                Desk broken = desk.copy();
                broken.disk().put(segment(number), Arrays.copyOf(whole, length));
                assertDamaged(broken, segment(number));
            }
        }
    }

    /** In an ordinary segment the last batch would look like a torn one; this one was whole before it had its name. */
    @Test
    void aSectorThatTheDiskForgotIsDamageAlsoInTheLastBatchWhereThatBeginsAnew() {
        Desk begun = beganOver(Golden.snapshotOfTwo(), new Desk());
        byte[] whole = content(begun, segment(2));
        for (int at = 0; at < endOf(whole); at += SECTOR) {
            byte[] forgotten = whole.clone();
            Arrays.fill(forgotten, at, at + SECTOR, (byte) 0);
            if (!Arrays.equals(forgotten, whole)) {
                Desk broken = begun.copy();
                broken.disk().put(segment(2), forgotten);
                assertDamaged(broken, segment(2));
            }
        }
    }

    @Test
    void aBeginningCutAnywhereIsDamageAndNotTakenForTheMemoryBefore() {
        Desk before = new Desk();
        before.write(List.of(Desk.promise(1)));
        Desk begun = beganOver(Golden.snapshotOfTwo(), before.copy());
        byte[] whole = content(begun, segment(2));
        for (int length = HEADER; length < endOf(whole); length++) {
            Desk broken = begun.copy();
            broken.disk().put(segment(1), content(before, segment(1)));
            broken.disk().put(segment(2), Arrays.copyOf(Arrays.copyOf(whole, length), whole.length));
            assertDamaged(broken, segment(2));
        }
    }

    /** A beginning has its name last: whatever part of it a crash left without one never happened. */
    @Test
    void aBeginningWithoutItsNameNeverHappened() {
        Desk before = new Desk();
        before.write(List.of(Desk.promise(1)));
        Desk begun = beganOver(Golden.snapshotOfTwo(), before.copy());
        byte[] whole = content(begun, segment(2));
        for (int length = 0; length <= endOf(whole); length += 3) {
            Desk crashed = before.copy();
            crashed.disk().put(SNAPSHOT, content(begun, SNAPSHOT));
            crashed.disk().put(Desk.SNAPSHOTS.resolve("beside"), Arrays.copyOf(whole, length % 99));
            crashed.disk()
                    .put(
                            Desk.DIRECTORY.resolve("journal").resolve("spare"),
                            Arrays.copyOf(Arrays.copyOf(whole, length), whole.length));
            assertThat(crashed.remembered()).isEqualTo(List.of(Desk.promise(1)));
            assertThat(crashed.disk().names(Desk.SNAPSHOTS)).isEmpty();
            crashed.write(Desk.votesInThreeSegments());
            assertThat(crashed.remembered()).hasSize(8).startsWith(Desk.promise(1));
        }
    }

    @Test
    void whatADeletionCutShortLeftCountsForNothing() {
        Desk before = new Desk();
        before.write(Desk.votesInThreeSegments());
        Desk begun = beganOver(Golden.snapshotOfTwo(), before.copy());
        for (int left = 3; left >= 1; left--) {
            Desk cutShort = begun.copy();
            for (int number = left; number <= 3; number++) {
                byte[] rubbish = content(before, segment(number)).clone();
                rubbish[HEADER + 5] ^= 1;
                cutShort.disk().put(segment(number), rubbish);
            }
            cutShort.disk().put(snapshot(9), new byte[9]);
            assertThat(cutShort.remembered()).isEqualTo(Golden.memoryOfTwo());
            assertThat(cutShort.disk().names(Desk.SNAPSHOTS)).containsExactly("0000000000000001.snapshot");
            assertThat(cutShort.disk().names(Desk.DIRECTORY.resolve("journal")))
                    .filteredOn(name -> name.endsWith(".segment"))
                    .containsExactly("0000000000000004.segment");
        }
    }

    @Test
    void aDamagedJournalIsNotChanged() {
        Desk broken = flipped(SNAPSHOT, 300, 1);
        broken.disk().put(segment(2), new byte[SMALL.segment()]);
        broken.disk().put(snapshot(7), new byte[9]);
        assertDamaged(broken, SNAPSHOT);
        assertThat(broken.disk().exists(segment(2))).isTrue();
        assertThat(broken.disk().exists(snapshot(7))).isTrue();
        assertDamaged(broken, SNAPSHOT);
    }

    /** A desk whose journal has begun anew with {@link Golden#memoryOfTwo}, and nothing since. */
    private static Desk beganOver(Snapshot snapshot, Desk desk) {
        try (FileJournal journal = desk.open()) {
            Desk.memoryOf(journal);
            Desk.beginAnew(journal, snapshot, Golden.memoryOfTwo());
        }
        return desk;
    }

    private Desk flipped(Path file, int at, int bit) {
        Desk broken = desk.copy();
        content(broken, file)[at] ^= (byte) (1 << bit);
        return broken;
    }

    private void assertTellsAll(Desk whole) {
        try (FileJournal journal = whole.open()) {
            Desk.assertSnapshot(journal, Golden.snapshotOfTwo());
            assertThat(Desk.memoryOf(journal)).isEqualTo(memory);
        }
    }

    private static void assertDamaged(Desk broken, Path file) {
        assertThatThrownBy(broken::remembered)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining(file.toString());
    }

    private static byte[] content(Desk desk, Path file) {
        return desk.disk().content(file);
    }

    private static int endOf(byte[] content) {
        int end = content.length;
        while (content[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
