package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.SMALL;
import static dev.synod.server.journal.Desk.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.NodeId;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.storage.JournalDamaged;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was acknowledged is told as it was, or the journal says that it is damaged: never something else. */
@ExtendWith(Quiet.class)
class DamageTest {

    private static final int SEGMENTS = 3;
    private static final int HEADER = 4096;
    private static final int FRAME = 32;
    private static final int SECTOR = 512;

    private final Desk desk = new Desk();
    private final List<Persist> votes = Desk.votesInThreeSegments();

    @BeforeEach
    void writeThreeSegments() {
        desk.write(votes);
        assertThat(desk.disk().exists(segment(SEGMENTS))).isTrue();
        assertThat(desk.disk().exists(segment(SEGMENTS + 1))).isFalse();
        assertThat(desk.copy().remembered()).isEqualTo(votes);
    }

    @Test
    void aFlippedBitAnywhereInWhatWasWrittenIsDamage() {
        for (int number = 1; number <= SEGMENTS; number++) {
            int end = endOf(number);
            for (int at = 0; at < end; at++) {
                assertDamaged(flipped(number, at, 1 << (at * 5 % 8)), number);
            }
        }
    }

    @Test
    void everyFlippedBitOfTheLastBatchIsDamage() {
        int end = endOf(SEGMENTS);
        for (int at = HEADER; at < end; at++) {
            for (int bit = 0; bit < 8; bit++) {
                assertDamaged(flipped(SEGMENTS, at, 1 << bit), SEGMENTS);
            }
        }
    }

    @Test
    void aFlippedBitInALastBatchWithSilentSectorsIsDamage() {
        Desk silent = new Desk();
        silent.write(List.of(Desk.promise(1), Desk.voteFor(1, new byte[2500])));
        int end = endOf(silent, 1);
        for (int at = HEADER; at < end; at++) {
            Desk broken = silent.copy();
            broken.disk().content(segment(1))[at] ^= 4;
            assertDamaged(broken, 1);
        }
    }

    @Test
    void aFlippedBitBehindTheEndChangesNothing() {
        for (int number = 1; number <= SEGMENTS; number++) {
            int end = endOf(number);
            for (int at = end; at < SMALL.segment(); at++) {
                Desk broken = flipped(number, at, 8);
                if (number == SEGMENTS && at == end + FRAME - 1) {
                    // It looks like the end of a frame that was changed: better one alarm too many.
                    assertDamaged(broken, number);
                } else {
                    assertThat(broken.remembered()).isEqualTo(votes);
                }
            }
        }
    }

    @Test
    void aSectorThatTheDiskForgotIsDamageInAllButTheLastBatch() {
        for (int number = 1; number <= SEGMENTS; number++) {
            for (int at = 0; at < endOf(number); at += SECTOR) {
                Desk broken = changed(number, at, SECTOR, old -> new byte[SECTOR]);
                if (Arrays.equals(content(broken, number), content(desk, number))) {
                    continue; // a part of the header where nothing stands
                }
                if (number == SEGMENTS && at >= HEADER) {
                    // The one thing that cannot be told from a torn write; see Sighting.
                    assertThat(broken.remembered()).isEqualTo(votes.subList(0, votes.size() - 1));
                } else {
                    assertDamaged(broken, number);
                }
            }
        }
    }

    @Test
    void aSectorThatTheDiskForgotIsDamageWhereALaterBatchFollowsInTheSegment() {
        Desk one = new Desk();
        List<Persist> three = votes.subList(0, 3);
        one.write(three);
        int lastBatch = endOf(one, 1) - batchSize(three.getLast());
        for (int at = HEADER; at + SECTOR <= lastBatch; at += SECTOR) {
            Desk broken = one.copy();
            Arrays.fill(broken.disk().content(segment(1)), at, at + SECTOR, (byte) 0);
            assertDamaged(broken, 1);
        }
    }

    @Test
    void aSectorOfRubbishIsDamage() {
        for (int number = 1; number <= SEGMENTS; number++) {
            for (int at = 0; at < endOf(number); at += SECTOR) {
                assertDamaged(changed(number, at, SECTOR, old -> filled(SECTOR)), number);
            }
        }
    }

    @Test
    void aSegmentCutShortIsDamage() {
        for (int number = 1; number <= SEGMENTS; number++) {
            for (int length = 0; length < SMALL.segment(); length++) {
                Desk broken = desk.copy();
                broken.disk().put(segment(number), Arrays.copyOf(content(desk, number), length));
                assertDamaged(broken, number);
            }
        }
    }

    @Test
    void aMissingSegmentIsDamageTheLastOneToo() {
        for (int number = 1; number <= SEGMENTS; number++) {
            Desk broken = desk.copy();
            broken.disk().remove(segment(number));
            assertDamaged(broken, number);
        }
    }

    @Test
    void aJournalWithoutAnySegmentIsDamage() {
        Desk broken = desk.copy();
        for (int number = 1; number <= SEGMENTS; number++) {
            broken.disk().remove(segment(number));
        }
        assertDamaged(broken, 1);
    }

    @Test
    void aSegmentInThePlaceOfAnotherIsDamage() {
        for (int number = 1; number <= SEGMENTS; number++) {
            int other = number % SEGMENTS + 1;
            Desk broken = desk.copy();
            broken.disk().put(segment(number), content(desk, other));
            assertDamaged(broken, number);
        }
    }

    @Test
    void aSegmentOfAnEarlierLifeIsDamage() {
        Desk before = new Desk();
        before.write(votes);
        for (int number = 1; number <= SEGMENTS; number++) {
            Desk broken = desk.copy();
            broken.disk().put(segment(number), content(before, number));
            assertDamaged(broken, number);
        }
    }

    @Test
    void bytesOfAnEarlierLifeAreNotTakenForABatch() {
        Desk before = new Desk();
        before.write(votes.subList(0, 2));
        Desk now = new Desk();
        now.write(votes.subList(0, 1));
        int end = endOf(now, 1);
        byte[] old = content(before, 1);
        System.arraycopy(old, end, now.disk().content(segment(1)), end, old.length - end);
        assertThatThrownBy(now::remembered).isInstanceOf(JournalDamaged.class);
    }

    @Test
    void aSegmentOfAnotherCourseOfTheSameJournalIsDamage() {
        Desk here = new Desk();
        here.write(votes.subList(0, 1));
        Desk there = here.copy();
        here.write(votes.subList(1, 7));
        there.write(List.of(Desk.promise(1), Desk.promise(2)));
        there.write(votes.subList(1, 7));
        here.disk().put(segment(2), content(there, 2));
        assertDamaged(here, 2);
    }

    @Test
    void aBatchOfAnotherCourseOfTheSameJournalIsDamage() {
        Desk here = new Desk();
        here.open().close();
        Desk there = here.copy();
        here.write(List.of(Desk.vote(1, 40)));
        int end = endOf(here, 1);
        there.write(List.of(Desk.promise(1), Desk.promise(2)));
        assertThat(endOf(there, 1)).isEqualTo(end);
        there.write(List.of(Desk.promise(3)));
        System.arraycopy(content(there, 1), end, content(here, 1), end, 64);
        assertDamaged(here, 1);
    }

    @Test
    void theMessageNamesTheFileAndTheOffsetAndWhatToDo() {
        assertThatThrownBy(() -> flipped(2, HEADER + 100, 1).remembered())
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("0000000000000002.segment is damaged at offset 4096")
                .hasMessageContaining("node 2 may have forgotten a vote")
                .hasMessageContaining("new synod.node.id and an empty synod.node.data-dir");
    }

    @Test
    void aDamagedJournalStaysRefusedAndIsNotChanged() {
        Desk broken = flipped(SEGMENTS, HEADER + 100, 1);
        byte[] before = content(broken, SEGMENTS).clone();
        for (int opening = 0; opening < 3; opening++) {
            assertDamaged(broken, SEGMENTS);
        }
        assertThat(content(broken, SEGMENTS)).isEqualTo(before);
    }

    @Test
    void aJournalThatWasFoundDamagedTakesNothing() {
        try (FileJournal journal = flipped(1, HEADER + 100, 1).open()) {
            assertThatThrownBy(() -> Desk.memoryOf(journal)).isInstanceOf(JournalDamaged.class);
            assertThatThrownBy(() -> journal.append(Desk.promise(9))).hasMessageContaining("failed before");
            assertThatThrownBy(journal::sync).hasMessageContaining("failed before");
        }
    }

    @Test
    void aSegmentOfAnotherNodeIsDamage() {
        Desk other = new Desk();
        Identity neighbour = new Identity("tests", new NodeId(3));
        FileJournal.open(Desk.DIRECTORY, neighbour, new Means(other.disk(), Runnable::run, SMALL))
                .close();
        desk.disk().put(segment(1), content(other, 1));
        assertDamaged(desk, 1);
    }

    private Desk flipped(int number, int at, int bits) {
        return changed(number, at, 1, old -> new byte[] {(byte) (old[0] ^ bits)});
    }

    private Desk changed(int number, int at, int count, UnaryOperator<byte[]> change) {
        Desk broken = desk.copy();
        byte[] content = content(broken, number);
        byte[] changed = change.apply(Arrays.copyOfRange(content, at, at + count));
        System.arraycopy(changed, 0, content, at, count);
        return broken;
    }

    private static void assertDamaged(Desk broken, int number) {
        assertThatThrownBy(broken::remembered)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining(segment(number).toString());
    }

    private int endOf(int number) {
        return endOf(desk, number);
    }

    private static int endOf(Desk desk, int number) {
        byte[] content = content(desk, number);
        int end = content.length;
        while (content[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static int batchSize(Persist only) {
        long body = RecordCodec.sizeOf(only);
        return FRAME + (int) (body / FRAME + 1) * FRAME;
    }

    private static byte[] content(Desk desk, int number) {
        return desk.disk().content(segment(number));
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 0x5C);
        return bytes;
    }
}
