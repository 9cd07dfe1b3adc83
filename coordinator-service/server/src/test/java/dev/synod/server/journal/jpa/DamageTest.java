package dev.synod.server.journal.jpa;

import static dev.synod.server.journal.jpa.Rows.memoryOf;
import static dev.synod.server.journal.jpa.Rows.promises;
import static dev.synod.server.journal.jpa.Rows.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.Slot;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalRefused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are not what was written: the node does not vote with what is left. */
class DamageTest {

    /** Two parts and a bit. */
    private static final int SNAPSHOT = (2 << 20) + 5;

    private final Rows rows = Rows.inTheSharedDatabase();

    /** Batches 4 to 7, over a snapshot. */
    @BeforeEach
    void write() {
        try (var journal = rows.opened()) {
            Rows.write(journal, 1, 3);
            assertThat(journal.keep(snapshot(9, SNAPSHOT))).isTrue();
            assertThat(journal.beginAnew(new Slot(9), promises(1, 2))).isTrue();
            Rows.write(journal, 10, 12);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from synod_journal_batch :ours and number = 4",
                "delete from synod_journal_batch :ours and number = 5",
                "delete from synod_journal_batch :ours and number = 7",
                "delete from synod_journal_batch :ours",
                "update synod_journal_batch set bytes = bytes || '\\x00'::bytea :ours and number = 6",
                "update synod_journal_batch set bytes = substr(bytes, 2) :ours and number = 6",
                "update synod_journal_batch set bytes = ''::bytea :ours and number = 6",
                "update synod_journal_batch set records = records + 1 :ours and number = 6",
                "update synod_journal_batch set records = 0 :ours and number = 6",
                "update synod_journal_batch set checksum = checksum + 1 :ours and number = 6",
                "update synod_journal_batch set number = 8 :ours and number = 7",
                "update synod_journal_batch set snapshot = null :ours and number = 4",
                "update synod_journal_batch set snapshot = gen_random_uuid() :ours and number = 4",
                "update synod_journal_batch b set snapshot = s.id from synod_journal_snapshot s where s.cluster = :it"
                        + " and b.cluster = :it and number = 6",
                "update synod_journal_node set batch = 6 :ours",
                "update synod_journal_node set batch = 8 :ours",
                "delete from synod_journal_snapshot :ours",
                "update synod_journal_snapshot set through = 8 :ours",
                "update synod_journal_snapshot set length = length - 1 :ours",
                "update synod_journal_snapshot set length = -1 :ours",
                "update synod_journal_snapshot set checksum = checksum + 1 :ours",
                "update synod_journal_snapshot set node = 2 :ours",
                "delete from synod_journal_snapshot_part where part = 1 and :part",
                "update synod_journal_snapshot_part set part = 7 where part = 1 and :part",
                "update synod_journal_snapshot_part set bytes = set_byte(bytes, 77, 0) where part = 1 and :part",
                "update synod_journal_snapshot_part set bytes = bytes || '\\x00'::bytea where part = 2 and :part",
                "update synod_journal_snapshot_part set bytes = ''::bytea where part = 1 and :part"
            })
    void isRefused(String damage) {
        rows.postgres().execute(damage.replace(":ours", rows.ours())
                .replace(":it", "'" + rows.cluster() + "'")
                .replace(":part", "snapshot in (select id from synod_journal_snapshot" + rows.ours() + ")"));

        try (var journal = rows.open()) {
            assertThatThrownBy(() -> memoryOf(journal))
                    .isInstanceOf(JournalDamaged.class)
                    .hasMessageContaining("node 1")
                    .hasMessageContaining("'" + rows.cluster() + "'")
                    .hasMessageContaining("replace it by a node with a new synod.node.id");
            assertThatThrownBy(journal::sync).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void ofAnySingleByteIsRefused() {
        var bytes = Integer.parseInt(rows.postgres()
                .ask("select length(bytes) from synod_journal_batch" + rows.ours() + "and number = 6")
                .getFirst());
        for (int place = 0; place < bytes; place++) {
            flip(place);
            try (var journal = rows.open()) {
                var told = new ArrayList<>();
                assertThatThrownBy(() -> journal.replay(told::add)).as("byte %s", place)
                        .isInstanceOf(JournalDamaged.class);
                assertThat(told).hasSize(3); // what stands before it
            }
            flip(place);
        }
        assertThat(rows.remembered()).hasSize(5);
    }

    @Test
    void aRowOfAnotherNodeDoesNotPassForOnesOwn() {
        var other = Rows.inTheSharedDatabase();
        try (var journal = other.opened()) {
            Rows.write(journal, 1, 7);
        }
        rows.postgres().execute(
                "delete from synod_journal_batch" + rows.ours() + "and number = 6",
                "update synod_journal_batch set cluster = '" + rows.cluster() + "'" + other.ours() + "and number = 6");

        try (var journal = rows.open()) {
            assertThatThrownBy(() -> memoryOf(journal)).isInstanceOf(JournalDamaged.class);
        }
    }

    @Test
    void aFormatOfANewerVersionIsRefusedAndLeftToIt() {
        rows.postgres().execute("update synod_journal_node set format = 99" + rows.ours());
        var before = rows.all();

        assertThatThrownBy(rows::open)
                .isInstanceOf(JournalRefused.class)
                .hasMessageContaining("format 99 of a newer Synod")
                .hasMessageContaining("set synod.journal.url");
        assertThat(rows.all()).isEqualTo(before);
    }

    @Test
    void aSnapshotThatWasNeverBegunOverIsDropped() {
        try (var journal = rows.opened()) {
            journal.keep(snapshot(20, 10));
        }
        assertThat(rows.remembered()).isEqualTo(List.of(promises(1, 2), promises(10, 12)).stream()
                .flatMap(List::stream)
                .toList());
        assertThat(rows.postgres().ask("select through from synod_journal_snapshot" + rows.ours()))
                .containsExactly("9");
    }

    private void flip(int place) {
        rows.postgres().execute("update synod_journal_batch set bytes = set_byte(bytes, " + place
                + ", 255 - get_byte(bytes, " + place + "))" + rows.ours() + "and number = 6");
    }
}
