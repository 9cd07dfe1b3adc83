package dev.synod.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.node.Snapshot;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.storage.DiskStorage;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.Storage;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots are kept and read by other threads than the one that writes. */
@ExtendWith(Quiet.class)
class ManyThreadsTest {

    private static final int ROUNDS = 60;
    private static final int READS = 30;

    @TempDir
    private Path directory;

    /** The file that is read may be deleted in the same moment; the reader then gets the next one, and all of it. */
    @Test
    void whoReadsWhileTheJournalBeginsAnewGetsOneSnapshotOrTheNextAndAllOfIt() {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        try (FileJournal journal = open()) {
            Desk.memoryOf(journal);
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(CompletableFuture.runAsync(() -> readUntil(over, journal, reads)));
            }
            int round = 0;
            while (round < ROUNDS || (reads.get() < READS && readers.stream().noneMatch(CompletableFuture::isDone))) {
                round++;
                Desk.beginAnew(journal, Desk.snapshotOf(round, 50_000 + round), List.of(Desk.promise(round)));
            }
            over.set(true);
            readers.forEach(CompletableFuture::join);
            Desk.assertSnapshot(journal, Desk.snapshotOf(round, 50_000 + round));
        }
        assertThat(reads).hasValueGreaterThanOrEqualTo(READS);
    }

    @Test
    void aJournalThatIsClosedLeavesNobodyKeepingASnapshot() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        FileJournal journal = open(slowToName(new DiskStorage(), begun, mayGoOn));
        Desk.memoryOf(journal);
        CompletableFuture<Boolean> keeper = CompletableFuture.supplyAsync(() -> journal.keep(Desk.snapshotOf(1, 100)));
        begun.await();
        Thread closing = Thread.ofPlatform().start(journal::close);
        try {
            awaitBlocked(closing);
            assertThatThrownBy(this::open).isInstanceOf(JournalRefused.class);
        } finally {
            mayGoOn.countDown();
        }
        closing.join();
        assertThat(keeper.join()).isTrue();
        assertThatThrownBy(journal::snapshot).isInstanceOf(IllegalStateException.class);
        try (FileJournal next = open()) {
            assertThat(Desk.memoryOf(next)).isEmpty();
            assertThat(directory.resolve("snapshots")).isEmptyDirectory();
        }
    }

    /** A disk that stops where a snapshot is to get its name. */
    private static Storage slowToName(Storage disk, CountDownLatch begun, CountDownLatch mayGoOn) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("rename") && arguments[1].toString().endsWith(".snapshot")) {
                        begun.countDown();
                        mayGoOn.await();
                    }
                    return method.invoke(disk, arguments);
                });
    }

    private static void awaitBlocked(Thread thread) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (thread.getState() != Thread.State.BLOCKED) {
            assertThat(System.nanoTime()).isLessThan(until);
            LockSupport.parkNanos(100_000);
        }
    }

    private static void readUntil(AtomicBoolean over, FileJournal journal, AtomicInteger reads) {
        long last = 0;
        while (!over.get()) {
            Snapshot read = journal.snapshot().orElse(Desk.snapshotOf(0, 50_000));
            long through = read.through().number();
            assertThat(through).isGreaterThanOrEqualTo(last);
            assertThat(read.bytes()).isEqualTo(Desk.snapshotOf(through, 50_000 + (int) through).bytes());
            last = through;
            reads.incrementAndGet();
        }
    }

    private FileJournal open() {
        return open(new DiskStorage());
    }

    private FileJournal open(Storage storage) {
        return FileJournal.open(directory, Desk.IDENTITY, new Means(storage, Runnable::run, Desk.SMALL));
    }
}
