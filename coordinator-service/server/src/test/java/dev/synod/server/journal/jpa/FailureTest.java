package dev.synod.server.journal.jpa;

import static dev.synod.server.journal.jpa.Rows.promise;
import static dev.synod.server.journal.jpa.Rows.promises;
import static dev.synod.server.journal.jpa.Rows.snapshot;
import static dev.synod.server.journal.jpa.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.jpa.row.RecordBytes;
import dev.synod.server.journal.storage.JournalFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database without room, one that fails, and one of which nobody knows whether it did what it was asked. */
class FailureTest {

    private final Rows rows = Rows.inTheSharedDatabase();

    @AfterEach
    void mend() {
        rows.postgres().execute(
                "drop trigger if exists failing on synod_journal_batch",
                "drop trigger if exists failing on synod_journal_snapshot_part");
    }

    @Test
    void withoutRoomWhatWasAppendedWaitsForRoom() {
        try (var journal = rows.opened()) {
            write(journal, 1, 2);
            raise("53100", "synod_journal_batch", "before insert");
            var before = rows.all();
            journal.append(promise(3));
            assertThat(journal.sync()).isFalse();
            journal.append(promise(4));
            assertThat(journal.sync()).isFalse();
            assertThat(rows.all()).isEqualTo(before);
            mend();
            assertThat(journal.sync()).isTrue();
            write(journal, 5, 5);
        }
        assertThat(rows.remembered()).isEqualTo(promises(1, 5));
    }

    @Test
    void withoutRoomNoSnapshotIsKeptAndNothingChanges() {
        try (var journal = rows.opened()) {
            write(journal, 1, 2);
            raise("53100", "synod_journal_snapshot_part", "before insert");
            var before = rows.all();
            assertThat(journal.keep(snapshot(5, 3 << 20))).isFalse();
            assertThat(rows.all()).isEqualTo(before);
            mend();
            assertThat(journal.keep(snapshot(5, 3 << 20))).isTrue();

            raise("53100", "synod_journal_batch", "before insert");
            before = rows.all();
            assertThat(journal.beginAnew(new Slot(5), promises(6, 7))).isFalse();
            assertThat(rows.all()).isEqualTo(before);
            assertThat(journal.snapshot()).isEmpty();
            mend();
            write(journal, 3, 3);
            assertThat(journal.beginAnew(new Slot(5), promises(6, 7))).isTrue();
        }
        assertThat(rows.remembered()).isEqualTo(promises(6, 7));
    }

    @Test
    void anyOtherErrorEndsTheJournal() {
        try (var journal = rows.opened()) {
            write(journal, 1, 2);
            raise("53200", "synod_journal_batch", "before insert");
            journal.append(promise(3));
            assertThatThrownBy(journal::sync)
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("cannot be made durable")
                    .hasMessageContaining("on purpose");
            mend();
            assertThatThrownBy(journal::sync).isInstanceOf(JournalFailure.class);
        }
        assertThat(rows.remembered()).isEqualTo(promises(1, 2));
    }

    @Test
    void anErrorAtTheEndOfATransactionIsNeverTakenForWantOfRoom() {
        try (var journal = rows.opened()) {
            write(journal, 1, 2);
            raise("53100", "synod_journal_batch", "constraint, deferred");
            journal.append(promise(3));
            assertThatThrownBy(journal::sync).isInstanceOf(JournalFailure.class);
            mend();
            assertThatThrownBy(journal::sync).isInstanceOf(JournalFailure.class);
        }
        assertThat(rows.remembered()).isEqualTo(promises(1, 2));
    }

    @Test
    void aConnectionThatEndsBeforeTheAnswerLeavesTheOutcomeToTheNextStart() throws Exception {
        var cut = 0;
        try (var wire = new CuttingWire(rows.postgres().port())) {
            // Else the driver sends the name of a question that it has asked before.
            var url = wire.url() + "?prepareThreshold=0";
            var settings = new DatabaseSettings(url, Optional.of("postgres"), Optional.of("postgres"));
            try (var journal = JpaJournal.open(settings, rows.identity())) {
                journal.replay(record -> {});
                write(journal, 1, 2);
                wire.cutAtTheCommitAfter("insert into synod_journal_batch");
                journal.append(promise(3));
                assertThatThrownBy(journal::sync).isInstanceOf(JournalFailure.class);
                assertThatThrownBy(journal::sync).isInstanceOf(JournalFailure.class);
                cut = wire.cuts();
            }
        }
        assertThat(cut).isOne();
        assertThat(rows.remembered()).as("it was done, and only the next start knows").isEqualTo(promises(1, 3));
    }

    @Test
    void aDatabaseThatLostABatchBehindTheJournalsBackIsNoticed() {
        try (var journal = rows.opened()) {
            write(journal, 1, 3);
            // As after a failover to a standby that had not heard of the third batch.
            rows.postgres().execute(
                    "delete from synod_journal_batch" + rows.ours() + "and number = 3",
                    "update synod_journal_node set batch = 2" + rows.ours());
            journal.append(promise(4));
            assertThatThrownBy(journal::sync)
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("ends with batch 2, and this process left it at 3");
        }
    }

    @Test
    void aTransactionIsDoneOnDiskWhateverTheConnectionSays() {
        rows.opened().close();
        var seen = "create or replace function synod_test_seen() returns trigger as $$ begin raise exception"
                + " 'synchronous_commit=%', current_setting('synchronous_commit'); end $$ language plpgsql";
        var url = rows.postgres().url() + "?options=-c%20synchronous_commit=off";
        var careless = new DatabaseSettings(url, Optional.of("postgres"), Optional.empty());
        try (var database = Database.connect(careless, rows.identity())) {
            var claim = Claim.take(database, rows.identity());
            rows.postgres().execute(
                    seen,
                    "create trigger failing before insert on synod_journal_batch for each row when (new.cluster = '"
                            + rows.cluster() + "') execute function synod_test_seen()");
            var written = new RecordBytes();
            written.add(promise(1));
            assertThatThrownBy(() -> claim.add(List.of(written))).hasMessageContaining("synchronous_commit=on");
        }
    }

    @Test
    void whatCountsNoMoreIsDeletedBesideTheLoopOrAtTheNextStart() throws Exception {
        var batches = "select count(*) from synod_journal_batch" + rows.ours();
        try (var connection = rows.postgres().connect();
                var statement = connection.createStatement()) {
            try (var journal = rows.opened()) {
                write(journal, 1, 3);
                connection.setAutoCommit(false);
                statement.execute("select 1 from synod_journal_batch" + rows.ours() + "for update");
                journal.keep(snapshot(5, 10));
                assertThat(journal.beginAnew(new Slot(5), promises(6, 7))).as("waits for no deletion").isTrue();
                write(journal, 8, 9);
                assertThat(rows.postgres().ask(batches)).containsExactly("6");
                rows.postgres().cut(rows.cluster());
            }
            connection.rollback();
        }
        assertThat(rows.postgres().ask(batches)).containsExactly("6");
        assertThat(rows.remembered()).isEqualTo(promises(6, 9));
        assertThat(rows.postgres().ask(batches)).containsExactly("3");

        try (var journal = rows.opened()) {
            journal.keep(snapshot(15, 10));
            journal.beginAnew(new Slot(15), promises(16, 17));
            await(() -> rows.postgres().ask(batches).equals(List.of("1")));
            await(() -> rows.postgres()
                    .ask("select through from synod_journal_snapshot" + rows.ours())
                    .equals(List.of("15")));
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Test
    void aConnectionThatLayIdleIsAsGoodAsNew() {
        try (var journal = rows.opened()) {
            write(journal, 1, 1);
            assertThat(journal.keep(snapshot(5, 10))).isTrue();
            assertThat(journal.beginAnew(new Slot(5), promises(6, 7))).isTrue();
            for (int round = 1; round <= 2; round++) {
                // The pool looks after a connection that was not used for half a second.
                long idle = System.nanoTime() + Duration.ofMillis(700).toNanos();
                await(() -> System.nanoTime() > idle);
                assertThat(journal.snapshot()).isPresent();
                assertThat(rows.postgres().ask("select distinct state from pg_stat_activity"
                                + " where application_name like 'synod " + rows.cluster() + "/%'"))
                        .containsExactly("idle");
            }
            write(journal, 8, 8);
        }
        assertThat(rows.remembered()).isEqualTo(promises(6, 8));
    }

    @Test
    void recordsBeyondARowsSizeGoIntoSeveralRowsOfOneTransaction() {
        var told = new ArrayList<Persist>();
        try (var journal = rows.opened()) {
            for (int number = 1; number <= 5; number++) {
                var large = new Learned(
                        new Slot(number), List.of(new Decree.Payload(new byte[3 << 20])));
                journal.append(large);
                told.add(large);
            }
            assertThat(journal.sync()).isTrue();
        }
        assertThat(rows.postgres().ask("select records from synod_journal_batch" + rows.ours() + "order by number"))
                .containsExactly("2", "2", "1");
        assertThat(rows.remembered()).isEqualTo(told);
    }

    /** From now on the database refuses what this cluster inserts there; {@code when} it is asked, or at the end. */
    private void raise(String state, String table, String when) {
        boolean atTheEnd = when.startsWith("constraint");
        var mine = table.endsWith("batch") ? "when (new.cluster = '" + rows.cluster() + "') " : "";
        rows.postgres().execute(
                "create or replace function synod_test_" + state + "() returns trigger as $$ begin"
                        + " raise exception 'on purpose' using errcode = '" + state + "'; end $$ language plpgsql",
                "create " + (atTheEnd ? "constraint " : "") + "trigger failing " + (atTheEnd ? "after" : "before")
                        + " insert on " + table + (atTheEnd ? " deferrable initially deferred" : "") + " for each row "
                        + mine + "execute function synod_test_" + state + "()");
    }
}
