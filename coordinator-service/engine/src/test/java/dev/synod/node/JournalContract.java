package dev.synod.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.Founded;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
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
    void aNewJournalHasNoSnapshot() {
        try (Journal journal = opened()) {
            assertThat(journal.snapshot()).isEmpty();
        }
    }

    @Test
    void aSnapshotThatIsKeptChangesNothingThatIsTold() {
        Journal journal = opened();
        promises(1, ENOUGH).forEach(journal::append);
        journal.sync();
        assertThat(journal.keep(snapshot(5, 100))).isTrue();
        assertThat(journal.snapshot()).isEmpty();
        journal.append(promise(ENOUGH + 1));
        journal.sync();
        crash(journal);
        try (Journal reopened = open()) {
            assertThat(reopened.snapshot()).isEmpty();
            assertThat(memoryOf(reopened)).isEqualTo(promises(1, ENOUGH + 1));
        }
    }

    @Test
    void beginningAnewReplacesEverythingThatIsTold() {
        try (Journal journal = opened()) {
            promises(1, ENOUGH).forEach(journal::append);
            journal.sync();
            beginAnew(journal, snapshot(5, 100), everyKind());
            assertSnapshot(journal, snapshot(5, 100));
        }
        assertRemembered(snapshot(5, 100), everyKind());
    }

    @Test
    void beginningAnewIsDurableAtOnce() {
        Journal journal = opened();
        promises(1, ENOUGH).forEach(journal::append);
        journal.sync();
        beginAnew(journal, snapshot(5, 100), promises(6, 8));
        crash(journal);
        assertRemembered(snapshot(5, 100), promises(6, 8));
        assertRemembered(snapshot(5, 100), promises(6, 8));
    }

    @Test
    void whatIsAppendedAfterBeginningAnewComesBehind() {
        Journal journal = opened();
        beginAnew(journal, snapshot(5, 100), promises(6, 8));
        for (Persist promise : promises(9, 2 * ENOUGH)) {
            journal.append(promise);
            journal.sync();
        }
        crash(journal);
        try (Journal reopened = open()) {
            assertSnapshot(reopened, snapshot(5, 100));
            assertThat(memoryOf(reopened)).isEqualTo(promises(6, 2 * ENOUGH));
            reopened.append(promise(100));
            reopened.sync();
        }
        List<Persist> all = new ArrayList<>(promises(6, 2 * ENOUGH));
        all.add(promise(100));
        assertRemembered(snapshot(5, 100), all);
    }

    @Test
    void itBeginsAnewAgainAndAgain() {
        Journal journal = opened();
        for (int round = 1; round <= ENOUGH; round++) {
            beginAnew(journal, snapshot(10L * round, round), promises(round, 2 * round));
            if (round % 3 == 0) {
                journal.append(promise(2 * round + 1));
                journal.sync();
                crash(journal);
                assertRemembered(snapshot(10L * round, round), promises(round, 2 * round + 1));
                journal = open();
                memoryOf(journal);
            }
        }
        journal.close();
        assertRemembered(snapshot(10 * ENOUGH, ENOUGH), promises(ENOUGH, 2 * ENOUGH));
    }

    @Test
    void itBeginsAnewWithNothingButTheSnapshot() {
        Journal journal = opened();
        journal.append(promise(1));
        journal.sync();
        beginAnew(journal, snapshot(5, 0), List.of());
        crash(journal);
        assertRemembered(snapshot(5, 0), List.of());
    }

    @Test
    void theSnapshotInUseStaysUntilTheNextBeginning() {
        Journal journal = opened();
        beginAnew(journal, snapshot(5, 100), promises(6, 8));
        assertThat(journal.keep(snapshot(7, 200))).isTrue();
        assertThat(journal.keep(snapshot(9, 300))).isTrue();
        assertSnapshot(journal, snapshot(5, 100));
        assertThat(journal.beginAnew(new Slot(9), promises(10, 12))).isTrue();
        assertSnapshot(journal, snapshot(9, 300));
        assertThat(journal.keep(snapshot(11, 400))).isTrue();
        crash(journal);
        assertRemembered(snapshot(9, 300), promises(10, 12));
    }

    @Test
    void itBeginsAnewOnlyOverASnapshotThatWasKept() {
        Journal journal = opened();
        journal.append(promise(1));
        journal.sync();
        journal.keep(snapshot(5, 100));
        assertThatThrownBy(() -> journal.beginAnew(new Slot(6), promises(7, 8))).isInstanceOf(RuntimeException.class);
        crash(journal);
        assertThat(remembered()).isEqualTo(promises(1, 1));
    }

    @Test
    void itBeginsAnewWithNothingUnsynced() {
        Journal journal = opened();
        journal.keep(snapshot(5, 100));
        journal.append(promise(1));
        assertThatThrownBy(() -> journal.beginAnew(new Slot(5), promises(6, 8)))
                .isInstanceOf(IllegalStateException.class);
        crash(journal);
        try (Journal reopened = open()) {
            assertThat(reopened.snapshot()).isEmpty();
            assertPrefix(memoryOf(reopened), promises(1, 1), 0);
        }
    }

    @Test
    void aSnapshotIsKeptByAnotherThreadWhileTheJournalIsWritten() {
        Journal journal = opened();
        CompletableFuture<Boolean> kept = CompletableFuture.supplyAsync(() -> journal.keep(snapshot(5, 2 << 20)));
        int last = 0;
        while (last < ENOUGH || !kept.isDone()) {
            last++;
            journal.append(promise(last));
            assertThat(journal.sync()).isTrue();
        }
        assertThat(kept.join()).isTrue();
        beginAnew(journal, snapshot(6, 10), promises(1, last));
        crash(journal);
        assertRemembered(snapshot(6, 10), promises(1, last));
    }

    @Test
    void aLargeSnapshotAndALargeMemoryComeBackAsTheyWere() {
        Journal journal = opened();
        Snapshot large = snapshot(Long.MAX_VALUE, (5 << 20) + 1);
        beginAnew(journal, large, promises(1, 20_000));
        assertSnapshot(journal, large);
        journal.append(promise(20_001));
        journal.sync();
        crash(journal);
        assertRemembered(large, promises(1, 20_001));
    }

    @Test
    void itTakesNothingBeforeItsMemoryWasTold() {
        try (Journal journal = open()) {
            assertThatThrownBy(() -> journal.append(promise(1))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(journal::sync).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> journal.keep(snapshot(1, 1))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> journal.beginAnew(new Slot(1), List.of()))
                    .isInstanceOf(IllegalStateException.class);
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
        assertThatThrownBy(() -> journal.keep(snapshot(1, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.beginAnew(new Slot(1), List.of())).isInstanceOf(IllegalStateException.class);
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
        Configuration alone = Configuration.founding(new TreeMap<>(Map.of(new NodeId(1), "")));
        Member joining = Member.joining("höst:7172", Optional.of(new NodeId(2)));
        Configuration changed = alone.with(new NodeId(Integer.MAX_VALUE), joining)
                .with(new NodeId(2), Member.voter("host:7172"))
                .without(new NodeId(1));
        return List.of(
                new Founded(alone),
                new Founded(changed),
                new Voted(last, new Slot(8), List.of(new Decree.Reconfigured(changed), Decree.NO_OP)),
                new Learned(new Slot(8), List.of(new Decree.Reconfigured(alone))),
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

    /** A snapshot of {@code size} bytes. */
    protected static Snapshot snapshot(long through, int size) {
        return new Snapshot(new Slot(through), ((Decree.Payload) payload(size)).bytes());
    }

    protected static void assertSnapshot(Journal journal, Snapshot expected) {
        Snapshot told = journal.snapshot().orElseThrow();
        assertThat(told.through()).isEqualTo(expected.through());
        assertThat(told.bytes()).isEqualTo(expected.bytes());
    }

    private static void beginAnew(Journal journal, Snapshot snapshot, List<Persist> memory) {
        assertThat(journal.keep(snapshot)).isTrue();
        assertThat(journal.beginAnew(snapshot.through(), memory)).isTrue();
    }

    /** The snapshot is there before the memory was told, and after. */
    private void assertRemembered(Snapshot snapshot, List<Persist> memory) {
        try (Journal journal = open()) {
            assertSnapshot(journal, snapshot);
            assertThat(memoryOf(journal)).isEqualTo(memory);
            assertSnapshot(journal, snapshot);
        }
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
