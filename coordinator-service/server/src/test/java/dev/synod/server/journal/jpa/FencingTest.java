package dev.synod.server.journal.jpa;

import static dev.synod.server.journal.jpa.Rows.memoryOf;
import static dev.synod.server.journal.jpa.Rows.promise;
import static dev.synod.server.journal.jpa.Rows.promises;
import static dev.synod.server.journal.jpa.Rows.snapshot;
import static dev.synod.server.journal.jpa.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.node.Journal;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.Identity;
import dev.synod.server.journal.storage.JournalFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two processes never vote as one node: of all that opened its journal, only the last one writes. */
class FencingTest {

    private final Rows rows = Rows.inTheSharedDatabase();

    @Test
    void aProcessThatWasSupersededNeverWritesAgain() {
        try (var first = rows.opened()) {
            write(first, 1, 3);
            try (var second = rows.opened()) {
                var before = rows.all();

                first.append(promise(4));
                assertThatThrownBy(first::sync)
                        .isInstanceOf(JournalFailure.class)
                        .hasMessageContaining("was superseded")
                        .hasMessageContaining("opening 2 has it now, this process was opening 1")
                        .hasMessageContaining("run one process a node");
                assertThatThrownBy(first::sync).isInstanceOf(JournalFailure.class);
                second.checkOwned();
                assertThatThrownBy(first::checkOwned).isInstanceOf(JournalFailure.class);
                assertThatThrownBy(() -> first.append(promise(4))).isInstanceOf(JournalFailure.class);
                assertThat(rows.all()).isEqualTo(before);

                write(second, 5, 6);
            }
            assertThatThrownBy(first::sync).isInstanceOf(JournalFailure.class);
        }
        var told = new ArrayList<>(promises(1, 3));
        told.addAll(promises(5, 6));
        assertThat(rows.remembered()).isEqualTo(told);
    }

    @Test
    void norDoesItKeepASnapshotOrBeginAnew() {
        try (var first = rows.opened();
                var second = rows.opened()) {
            // The snapshot is kept in time; beginning anew over it comes too late.
            assertThat(second.keep(snapshot(5, 100))).isTrue();
            try (var third = rows.opened()) {
                write(third, 1, 2);
                var before = rows.all();

                assertThatThrownBy(() -> first.keep(snapshot(5, 100))).hasMessageContaining("was superseded");
                assertThatThrownBy(() -> second.beginAnew(new Slot(5), promises(6, 7)))
                        .hasMessageContaining("was superseded");
                assertThat(rows.all()).isEqualTo(before);
            }
        }
    }

    @Test
    void norDoesItReadAsIfTheRowsWereItsOwn() {
        try (var first = rows.open();
                var second = rows.opened()) {
            write(second, 1, 2);
            assertThatThrownBy(() -> memoryOf(first)).hasMessageContaining("was superseded");
            assertThatThrownBy(first::snapshot).hasMessageContaining("was superseded");
        }
    }

    @Test
    void ofTenThatOpenAtOnceOneWrites() {
        var together = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<JpaJournal>> opening = IntStream.range(0, 10)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> {
                                awaited(together);
                                return rows.open();
                            },
                            threads))
                    .toList();
            together.countDown();
            var journals = opening.stream().map(CompletableFuture::join).toList();

            assertThat(journals.stream().filter(FencingTest::writes)).hasSize(1);
            assertThat(rows.remembered()).hasSize(1);
            assertThat(rows.postgres().ask("select owner from synod_journal_node" + rows.ours()))
                    .containsExactly("11"); // ten, and the one that remembered
            journals.forEach(Journal::close);
        }
    }

    @Test
    void whatTheOldOneWasToldToBeDurableTheNewOneIsTold() {
        for (int round = 0; round < 5; round++) {
            var own = Rows.inTheSharedDatabase();
            try (var first = own.opened()) {
                var durable = new AtomicInteger();
                var writing = CompletableFuture.runAsync(() -> {
                    while (true) {
                        first.append(promise(durable.get() + 1));
                        assertThat(first.sync()).isTrue();
                        durable.incrementAndGet();
                    }
                });
                try (var second = own.open()) {
                    assertThatThrownBy(writing::join).hasRootCauseInstanceOf(JournalFailure.class);
                    assertThat(memoryOf(second)).isEqualTo(promises(1, durable.get()));
                }
            }
        }
    }

    @Test
    void nodesOfOneClusterAndClustersOfOneDatabaseAreApart() {
        var other = new Identity(rows.cluster(), new NodeId(2));
        var elsewhere = Rows.inTheSharedDatabase();
        try (var first = rows.opened();
                var second = JpaJournal.open(rows.postgres().settings(), other);
                var third = elsewhere.opened()) {
            assertThat(memoryOf(second)).isEmpty();
            write(first, 1, 3);
            write(second, 11, 12);
            write(third, 21, 22);
            assertThat(second.keep(snapshot(15, 10))).isTrue();
            assertThat(second.beginAnew(new Slot(15), promises(16, 17))).isTrue();
            assertThat(first.snapshot()).isEmpty();
            write(first, 4, 4);
        }
        assertThat(rows.remembered()).isEqualTo(promises(1, 4));
        assertThat(elsewhere.remembered()).isEqualTo(promises(21, 22));
        try (var second = JpaJournal.open(rows.postgres().settings(), other)) {
            assertThat(second.snapshot()).hasValueSatisfying(snapshot -> assertThat(snapshot.through())
                    .isEqualTo(new Slot(15)));
            assertThat(memoryOf(second)).isEqualTo(promises(16, 17));
        }
    }

    private static boolean writes(JpaJournal journal) {
        try {
            journal.replay(record -> {});
            journal.append(promise(1));
            return journal.sync();
        } catch (JournalFailure superseded) {
            assertThat(superseded).hasMessageContaining("was superseded");
            return false;
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
