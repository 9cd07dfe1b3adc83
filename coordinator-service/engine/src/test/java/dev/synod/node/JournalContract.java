package dev.synod.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} keeps, whatever stands behind it.
 *
 * <p>An adapter's test extends it and says how its journal is opened and how its process dies. Law: PERSIST_FIRST.
 */
public abstract class JournalContract {

    private static final int ENOUGH = 10;

    /** The journal of the one node under test: new at first, later the same again. */
    protected abstract Journal open();

    /** The process dies: what was not synced may be lost. */
    protected abstract void crash(Journal journal);

    @Test
    void aNewJournalRemembersNothing() {
        try (Journal journal = open()) {
            assertThat(memoryOf(journal)).isEmpty();
        }
    }

    @Test
    void whatWasSyncedIsToldInOrderAfterClosing() {
        try (Journal journal = opened()) {
            promises(1, ENOUGH).forEach(journal::append);
            journal.sync();
        }
        assertThat(remembered()).isEqualTo(promises(1, ENOUGH));
    }

    @Test
    void whatWasSyncedIsToldInOrderAfterACrash() {
        Journal journal = opened();
        for (Persist promise : promises(1, ENOUGH)) {
            journal.append(promise);
            journal.sync();
        }
        crash(journal);
        assertThat(remembered()).isEqualTo(promises(1, ENOUGH));
    }

    @Test
    void everyKindOfRecordComesBackAsItWas() {
        try (Journal journal = opened()) {
            everyKind().forEach(journal::append);
            journal.sync();
        }
        assertThat(remembered()).isEqualTo(everyKind());
    }

    @Test
    void whatWasNotSyncedVanishesOnlyAsASuffix() {
        Journal journal = opened();
        promises(1, ENOUGH).forEach(journal::append);
        journal.sync();
        promises(ENOUGH + 1, 2 * ENOUGH).forEach(journal::append);
        crash(journal);
        assertPrefix(remembered(), promises(1, 2 * ENOUGH), ENOUGH);
    }

    @Test
    void whatIsAppendedAfterACrashFollowsWhatSurvived() {
        Journal journal = opened();
        promises(1, ENOUGH).forEach(journal::append);
        journal.sync();
        journal.append(promise(ENOUGH + 1));
        crash(journal);

        List<Persist> expected;
        try (Journal reopened = open()) {
            expected = memoryOf(reopened);
            reopened.append(promise(100));
            reopened.sync();
            expected.add(promise(100));
        }
        assertThat(remembered()).isEqualTo(expected);
    }

    @Test
    void whatWasToldOnceIsToldAgain() {
        Journal journal = opened();
        promises(1, ENOUGH).forEach(journal::append);
        crash(journal);
        for (int opening = 0; opening < ENOUGH; opening++) {
            Journal reopened = open();
            List<Persist> told = memoryOf(reopened);
            crash(reopened);
            assertThat(remembered()).isEqualTo(told);
        }
    }

    @Test
    void itGrowsOverManyOpenings() {
        for (int round = 1; round <= ENOUGH; round++) {
            try (Journal journal = open()) {
                assertThat(memoryOf(journal)).isEqualTo(promises(1, round - 1));
                journal.append(promise(round));
                journal.sync();
            }
        }
        assertThat(remembered()).isEqualTo(promises(1, ENOUGH));
    }

    @Test
    void aSyncOfNothingAddsNothing() {
        try (Journal journal = opened()) {
            journal.sync();
            journal.append(promise(1));
            journal.sync();
            journal.sync();
        }
        assertThat(remembered()).isEqualTo(promises(1, 1));
    }

    @Test
    void aLargeBatchComesBackAsItWas() {
        Persist large = new Voted(ballot(7), new Slot(1), List.of(payload(3 << 20), Decree.NO_OP, payload(1)));
        Persist wide = new Voted(ballot(7), new Slot(4), IntStream.range(0, 512).mapToObj(this::numbered).toList());
        try (Journal journal = opened()) {
            List.of(promise(7), large, wide, promise(8)).forEach(journal::append);
            journal.sync();
            journal.append(promise(9));
            journal.sync();
        }
        assertThat(remembered()).isEqualTo(List.of(promise(7), large, wide, promise(8), promise(9)));
    }

    @Test
    void itTakesNothingBeforeItsMemoryWasTold() {
        try (Journal journal = open()) {
            assertThatThrownBy(() -> journal.append(promise(1))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(journal::sync).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void itTellsItsMemoryOnce() {
        try (Journal journal = opened()) {
            assertThatThrownBy(() -> memoryOf(journal)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aClosedJournalRefuses() {
        Journal journal = opened();
        journal.append(promise(1));
        journal.sync();
        journal.close();
        assertThatThrownBy(() -> journal.append(promise(2))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(journal::sync).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memoryOf(journal)).isInstanceOf(IllegalStateException.class);
        journal.close();
        assertThat(remembered()).isEqualTo(promises(1, 1));
    }

    /** Holds where {@code told} is a beginning of {@code written} that keeps at least its first {@code synced}. */
    protected static void assertPrefix(List<Persist> told, List<Persist> written, int synced) {
        assertThat(told).hasSizeBetween(synced, written.size());
        assertThat(told).isEqualTo(written.subList(0, told.size()));
    }

    /** The memory that {@code journal} tells. */
    protected static List<Persist> memoryOf(Journal journal) {
        List<Persist> told = new ArrayList<>();
        journal.replay(told::add);
        return told;
    }

    /** One record of every kind, with the least and the greatest that each may hold. */
    protected static List<Persist> everyKind() {
        Ballot last = new Ballot(Long.MAX_VALUE, new NodeId(Integer.MAX_VALUE));
        return List.of(
                new Promised(Ballot.ZERO),
                new Promised(last),
                new Voted(ballot(3), new Slot(1), List.of(Decree.NO_OP, payload(0), payload(700))),
                new Voted(last, new Slot(4), List.of(new Decree.Opened(last), new Decree.Opened(ballot(1)))),
                new Voted(last, new Slot(Long.MAX_VALUE), List.of(payload(1))),
                new Learned(new Slot(9), List.of(payload(512), Decree.NO_OP)),
                new KnownChosen(Slot.ZERO),
                new KnownChosen(new Slot(Long.MAX_VALUE)));
    }

    /** Promises in the rounds {@code from} to {@code to}. */
    protected static List<Persist> promises(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(JournalContract::promise).toList();
    }

    protected static Persist promise(int round) {
        return new Promised(ballot(round));
    }

    protected static Ballot ballot(int round) {
        return new Ballot(round, new NodeId(2));
    }

    protected static Decree payload(int size) {
        byte[] bytes = new byte[size];
        for (int place = 0; place < size; place++) {
            bytes[place] = (byte) (place * 31 + size);
        }
        return new Decree.Payload(bytes);
    }

    private Decree numbered(int number) {
        return number % 7 == 0 ? Decree.NO_OP : payload(number);
    }

    private Journal opened() {
        Journal journal = open();
        assertThat(memoryOf(journal)).isEmpty();
        return journal;
    }

    private List<Persist> remembered() {
        try (Journal journal = open()) {
            return memoryOf(journal);
        }
    }
}
