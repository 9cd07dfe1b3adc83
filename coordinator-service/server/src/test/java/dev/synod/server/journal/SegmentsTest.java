package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.DIRECTORY;
import static dev.synod.server.journal.Desk.IDENTITY;
import static dev.synod.server.journal.Desk.SMALL;
import static dev.synod.server.journal.Desk.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.segment.Sizing;
import dev.synod.server.journal.storage.DiskStorage;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Segments are as large as they will be before they are used, and the next one is ready when it is needed. */
@ExtendWith(Quiet.class)
class SegmentsTest {

    private static final Path SPARE = DIRECTORY.resolve("journal").resolve("spare");
    private static final List<Persist> VOTES = Desk.votesInThreeSegments();

    private final Desk desk = new Desk();

    @TempDir
    private Path temporary;

    @Test
    void aSegmentHasItsWholeLengthFromTheBeginning() throws IOException {
        try (FileJournal journal = FileJournal.open(temporary, IDENTITY)) {
            assertThat(Desk.memoryOf(journal)).isEmpty();
            Path first = temporary.resolve("journal").resolve("0000000000000001.segment");
            assertThat(Files.size(first)).isEqualTo(Sizing.STANDARD.segment());
            journal.append(Desk.vote(1, 100_000));
            journal.sync();
            assertThat(Files.size(first)).isEqualTo(Sizing.STANDARD.segment());
        }
    }

    @Test
    void theNextSegmentIsPreparedOnceWhileThereIsRoom() {
        Deque<Runnable> background = new ArrayDeque<>();
        FileJournal journal = open(background::add);
        assertThat(Desk.memoryOf(journal)).isEmpty();
        write(journal, VOTES.subList(0, 1));
        assertThat(background).isEmpty();
        write(journal, VOTES.subList(1, 3));
        assertThat(background).hasSize(1);
        assertThat(desk.disk().exists(SPARE)).isFalse();

        background.remove().run();
        assertThat(desk.disk().exists(SPARE)).isTrue();
        assertThat(desk.disk().exists(segment(2))).isFalse();

        write(journal, VOTES.subList(3, 4));
        assertThat(desk.disk().exists(SPARE)).isFalse();
        assertThat(desk.disk().content(segment(2))).hasSize(SMALL.segment());
        assertThat(background).isEmpty();
        journal.close();
        assertThat(desk.remembered()).isEqualTo(VOTES.subList(0, 4));
    }

    @Test
    void whatABeginningReplacedIsDeletedBesideTheThreadThatWrites() {
        Deque<Runnable> background = new ConcurrentLinkedDeque<>();
        FileJournal journal = open(background::add);
        assertThat(Desk.memoryOf(journal)).isEmpty();
        beginAnew(journal, background, 1);
        assertThat(desk.disk().exists(segment(1))).isTrue();
        while (!background.isEmpty()) {
            background.remove().run();
        }
        assertThat(desk.disk().exists(segment(1))).isFalse();

        beginAnew(journal, background, 2);
        assertThat(desk.disk().exists(segment(2))).isTrue();
        assertThat(desk.disk().exists(Desk.snapshot(1))).isTrue();
        journal.close(); // the next owner must find nobody at work
        assertThat(desk.disk().exists(segment(2))).isFalse();
        assertThat(desk.disk().exists(Desk.snapshot(1))).isFalse();
        assertThat(desk.disk().exists(Desk.snapshot(2))).isTrue();
    }

    /** Whoever keeps a snapshot waits for a spare segment, so another thread does it while this one prepares that. */
    private static void beginAnew(FileJournal journal, Deque<Runnable> background, int through) {
        Snapshot snapshot = Desk.snapshotOf(through, 100);
        FutureTask<Boolean> keeping = new FutureTask<>(() -> journal.keep(snapshot));
        Thread keeper = Thread.ofPlatform().start(keeping);
        awaitWaiting(keeper);
        background.remove().run();
        assertThat(keeping).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
        assertThat(journal.beginAnew(snapshot.through(), List.of(Desk.promise(through)))).isTrue();
    }

    @Test
    void aSpareOfAnEarlierLifeIsMadeAnew() {
        List<Persist> three = VOTES.subList(0, 3);
        desk.write(three);
        assertThat(desk.disk().exists(SPARE)).isTrue();
        desk.disk().put(SPARE, new byte[] {1, 2, 3});
        desk.write(VOTES.subList(3, 7));
        assertThat(desk.remembered()).isEqualTo(VOTES);
    }

    @Test
    void aClosedJournalLeavesNobodyAtWorkInItsDirectory() throws InterruptedException {
        CountDownLatch mayWork = new CountDownLatch(1);
        Executor slow = work -> Thread.ofPlatform().start(() -> {
            awaitUninterruptibly(mayWork);
            work.run();
        });
        FileJournal journal = FileJournal.open(temporary, IDENTITY, new Means(new DiskStorage(), slow, SMALL));
        assertThat(Desk.memoryOf(journal)).isEmpty();
        write(journal, VOTES.subList(0, 3));
        Thread closing = Thread.ofPlatform().start(journal::close);
        awaitWaiting(closing);
        assertThatThrownBy(() -> FileJournal.open(temporary, IDENTITY)).isInstanceOf(JournalRefused.class);

        mayWork.countDown();
        closing.join();
        try (FileJournal next = FileJournal.open(temporary, IDENTITY)) {
            assertThat(Desk.memoryOf(next)).isEqualTo(VOTES.subList(0, 3));
        }
    }

    @Test
    void aJournalOfOtherSizesIsGoneOnWith() {
        desk.write(VOTES.subList(0, 4));
        Means larger = new Means(desk.disk(), Runnable::run, new Sizing(65_536, 4096));
        try (FileJournal journal = FileJournal.open(DIRECTORY, IDENTITY, larger)) {
            assertThat(Desk.memoryOf(journal)).isEqualTo(VOTES.subList(0, 4));
            write(journal, VOTES.subList(4, 7));
        }
        assertThat(desk.remembered()).isEqualTo(VOTES);
        assertThat(desk.disk().content(segment(3))).hasSize(65_536);
    }

    @Test
    void aBatchLargerThanASegmentGetsOneOfItsSizeAndTheNextOneBeginsAnother() {
        List<Persist> large = List.of(Desk.promise(1), Desk.vote(1, 20_000), Desk.promise(2));
        desk.write(large);
        assertThat(desk.remembered()).isEqualTo(large);
        assertThat(desk.disk().content(segment(1))).hasSize(SMALL.segment());
        assertThat(desk.disk().content(segment(2)).length).isBetween(20_000, 25_000);
        assertThat(desk.disk().content(segment(3))).hasSize(SMALL.segment());
    }

    @Test
    void aSpareGrowsToTheSizeOfALargeBatch() {
        List<Persist> large = List.of(VOTES.get(0), VOTES.get(1), VOTES.get(2), Desk.vote(9, 20_000));
        desk.write(large);
        assertThat(desk.remembered()).isEqualTo(large);
        assertThat(desk.disk().content(segment(2)).length).isBetween(20_000, 25_000);
    }

    @Test
    void aManyTimesReopenedJournalKeepsEverything() {
        List<Persist> written = new ArrayList<>();
        for (int round = 1; round <= 60; round++) {
            try (FileJournal journal = desk.openTelling(written)) {
                Persist next = round % 5 == 0 ? Desk.vote(round, 40 * round) : Desk.promise(round);
                write(journal, List.of(next));
                written.add(next);
            }
        }
        assertThat(desk.remembered()).isEqualTo(written);
    }

    @Test
    void aSegmentOfALargeBatchThatIsCutIsDamageWhereAnotherFollows() {
        desk.write(List.of(Desk.vote(1, 20_000), Desk.promise(2)));
        byte[] whole = desk.disk().content(segment(2)).clone();
        for (int length = SMALL.segment(); length < whole.length; length += 97) {
            Desk broken = desk.copy();
            broken.disk().put(segment(2), Arrays.copyOf(whole, length));
            assertThatThrownBy(broken::remembered).isInstanceOf(JournalDamaged.class);
        }
    }

    private FileJournal open(Executor background) {
        return FileJournal.open(DIRECTORY, IDENTITY, new Means(desk.disk(), background, SMALL));
    }

    private static void write(FileJournal journal, List<Persist> records) {
        for (Persist written : records) {
            journal.append(written);
            journal.sync();
        }
    }

    private static void awaitWaiting(Thread thread) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(System.nanoTime()).isLessThan(until);
            LockSupport.parkNanos(100_000);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
