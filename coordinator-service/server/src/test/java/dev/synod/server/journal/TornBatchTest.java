package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.segment;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.synod.paxos.Effect.Persist;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch of which a crash left any part is cut off, whatever the part; it is never called damage. */
@ExtendWith(Quiet.class)
@Isolated("its log: a Spring application that starts in this JVM sets it anew")
class TornBatchTest {

    private static final int SECTOR = 512;
    private static final int FRAME = 32;

    private final Desk desk = new Desk();
    private final List<Persist> before = List.of(Desk.promise(1), Desk.vote(1, 300));
    private List<Persist> written = before;
    private int segment = 1;

    /** Batches of one write and of several, with and without sectors that hold nothing but zeros. */
    static List<List<Persist>> batches() {
        byte[] sparse = new byte[2900];
        sparse[1400] = 1;
        return List.of(
                List.of(Desk.promise(2)),
                List.of(Desk.vote(2, 900)),
                List.of(Desk.vote(2, 3000)),
                List.of(Desk.voteFor(2, new byte[3000])),
                List.of(Desk.voteFor(2, sparse)),
                List.of(Desk.promise(2), Desk.vote(2, 1500), Desk.promise(3), Desk.vote(3, 700)));
    }

    @ParameterizedTest
    @MethodSource("batches")
    void whicheverOfItsSectorsArrived(List<Persist> batch) {
        Torn torn = torn(batch);
        List<Integer> sectors = torn.changedSectors();
        assertThat(sectors).hasSizeLessThan(10);
        for (int arrived = 0; arrived < 1 << sectors.size(); arrived++) {
            byte[] content = torn.old.clone();
            for (int number = 0; number < sectors.size(); number++) {
                if ((arrived & 1 << number) != 0) {
                    int at = sectors.get(number) * SECTOR;
                    System.arraycopy(torn.whole, at, content, at, SECTOR);
                }
            }
            boolean all = arrived + 1 == 1 << sectors.size();
            assertTold(content, all ? batch : List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void howeverFarItsWriteCame(List<Persist> batch) {
        Torn torn = torn(batch);
        for (int length = torn.begin(); length < torn.end(); length += length % SECTOR < 2 * FRAME ? 1 : 11) {
            byte[] content = torn.old.clone();
            System.arraycopy(torn.whole, 0, content, 0, length);
            assertTold(content, List.of());
        }
        assertTold(torn.whole, batch);
    }

    @ParameterizedTest
    @MethodSource("batches")
    void howeverFarItsWriteCameBehindABeginning(List<Persist> batch) {
        beginAnew();
        Torn torn = torn(batch);
        for (int length = torn.begin(); length < torn.end(); length += length % SECTOR < 2 * FRAME ? 1 : 11) {
            byte[] content = torn.old.clone();
            System.arraycopy(torn.whole, 0, content, 0, length);
            assertTold(content, List.of());
        }
        assertTold(torn.whole, batch);
    }

    /** The bytes of this very journal may be in a decree; batches in them stand where they were not written. */
    @Test
    void whateverItsRecordsHold() {
        desk.write(before);
        byte[] journal = Arrays.copyOfRange(desk.disk().content(segment(1)), 4096, 4096 + 1024);
        for (int shift = 0; shift < FRAME; shift++) {
            byte[] payload = new byte[1024 + shift + journal.length];
            System.arraycopy(journal, 0, payload, 1024 + shift, journal.length);
            Desk further = desk.copy();
            further.write(List.of(Desk.voteFor(2, payload)));
            byte[] content = further.disk().content(segment(1));
            int begin = Arrays.mismatch(content, desk.disk().content(segment(1))) / FRAME * FRAME;
            Arrays.fill(content, begin, 5120, (byte) 0);
            assertTold(content, List.of());
        }
    }

    @Test
    void itIsToldOnceInOneLineHowMuchWasCut() {
        Torn torn = torn(List.of(Desk.vote(2, 900)));
        byte[] content = torn.old.clone();
        System.arraycopy(torn.whole, 0, content, 0, torn.begin() + 100);
        Desk cut = desk.copy();
        cut.disk().put(segment(1), content);

        List<ILoggingEvent> told = new ArrayList<>();
        told.addAll(Quiet.logged(cut::remembered));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().getLevel()).isEqualTo(Level.INFO);
        assertThat(told.getFirst().getFormattedMessage())
                .contains("node=2", "0000000000000001.segment", "offset=" + torn.begin(), "cut=100");
        assertThat(Quiet.logged(cut::remembered)).isEmpty();
    }

    /** The segment's bytes before a batch was written and after. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Torn(byte[] old, byte[] whole) {

        List<Integer> changedSectors() {
            List<Integer> changed = new ArrayList<>();
            for (int sector = 0; sector < old.length / SECTOR; sector++) {
                int from = sector * SECTOR;
                if (!Arrays.equals(old, from, from + SECTOR, whole, from, from + SECTOR)) {
                    changed.add(sector);
                }
            }
            return changed;
        }

        int begin() {
            return Arrays.mismatch(old, whole) / FRAME * FRAME;
        }

        int end() {
            int end = whole.length;
            while (whole[end - 1] == 0) {
                end--;
            }
            return end;
        }
    }

    /** From here on the records are in segment 2. */
    private void beginAnew() {
        try (FileJournal journal = desk.open()) {
            Desk.memoryOf(journal);
            Desk.beginAnew(journal, Desk.snapshotOf(3, 100), before.subList(0, 1));
        }
        segment = 2;
        written = before.subList(1, 2);
    }

    private Torn torn(List<Persist> batch) {
        desk.write(written);
        byte[] old = desk.disk().content(segment(segment)).clone();
        Desk further = desk.copy();
        try (FileJournal journal = further.openTelling(before)) {
            batch.forEach(journal::append);
            journal.sync();
        }
        return new Torn(old, further.disk().content(segment(segment)).clone());
    }

    /** Opens a journal with this segment: it tells the records before and {@code batch}, and goes on. */
    private void assertTold(byte[] content, List<Persist> batch) {
        Desk crashed = desk.copy();
        crashed.disk().put(segment(segment), content);
        List<Persist> expected = new ArrayList<>(before);
        expected.addAll(batch);
        try (FileJournal journal = crashed.openTelling(expected)) {
            journal.append(Desk.promise(50));
            journal.sync();
        }
        expected.add(Desk.promise(50));
        assertThat(crashed.remembered()).isEqualTo(expected);
    }
}
