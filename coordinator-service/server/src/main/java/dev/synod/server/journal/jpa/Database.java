package dev.synod.server.journal.jpa;

import dev.synod.server.database.RowStore;
import dev.synod.server.database.Schema;
import dev.synod.server.journal.Identity;
import dev.synod.server.journal.jpa.row.BatchRow;
import dev.synod.server.journal.jpa.row.BatchRows;
import dev.synod.server.journal.jpa.row.NodeRow;
import dev.synod.server.journal.jpa.row.NodeRows;
import dev.synod.server.journal.jpa.row.SnapshotPartRow;
import dev.synod.server.journal.jpa.row.SnapshotPartRows;
import dev.synod.server.journal.jpa.row.SnapshotRow;
import dev.synod.server.journal.jpa.row.SnapshotRows;
import dev.synod.server.journal.storage.JournalRefused;
import java.util.List;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * A database with the journal's tables, and the connections of one node to it. A node with its journal in files
 * starts nothing of it, and what else may use a database has its own.
 */
final class Database implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:dev/synod/server/journal/jpa";
    private static final String HISTORY = "synod_journal_schema";

    /** What PostgreSQL shows of a connection's name. */
    private static final int LONGEST_NAME = 63;

    private static final Schema SCHEMA = new Schema(
            "journal",
            List.of(NodeRow.class, BatchRow.class, SnapshotRow.class, SnapshotPartRow.class),
            16,
            Schema.Reads.AS_IT_WAS);

    private final RowStore rows;
    private final NodeRows nodes;
    private final BatchRows batches;
    private final SnapshotRows snapshots;
    private final SnapshotPartRows parts;

    private Database(RowStore rows) {
        this.rows = rows;
        nodes = rows.repository(NodeRows.class);
        batches = rows.repository(BatchRows.class);
        snapshots = rows.repository(SnapshotRows.class);
        parts = rows.repository(SnapshotPartRows.class);
    }

    /** Connects the node {@code identity}, and makes the tables where they are not there yet. */
    static Database open(DatabaseSettings settings, Identity identity) {
        new Inspection(settings).pass();
        migrate(settings);
        return connect(settings, identity);
    }

    /** Connects the node {@code identity} to a database that is fit for it. */
    static Database connect(DatabaseSettings settings, Identity identity) {
        var name = "synod " + identity.cluster() + "/" + identity.node();
        var pool = Connecting.pool(settings, name.substring(0, Math.min(LONGEST_NAME, name.length())));
        return new Database(RowStore.open(pool, SCHEMA));
    }

    NodeRows nodes() {
        return nodes;
    }

    BatchRows batches() {
        return batches;
    }

    SnapshotRows snapshots() {
        return snapshots;
    }

    SnapshotPartRows parts() {
        return parts;
    }

    /** Does the work in one transaction. */
    <T> T write(Supplier<T> work) {
        return rows.write(work);
    }

    /**
     * Does the work in one transaction, and tells true; or tells false where there was no room for it: then it is
     * undone. What the end of the transaction itself reports, is a failure: nobody knows then.
     */
    boolean writeWhereThereIsRoom(Runnable work) {
        try {
            return rows.write(() -> {
                try {
                    work.run();
                    rows.entities().flush();
                    return true;
                } catch (RuntimeException failed) {
                    throw SqlStates.tellsOf(failed, SqlStates.DISK_FULL) ? new NoRoom(failed) : failed;
                }
            });
        } catch (NoRoom undone) {
            return false;
        }
    }

    /** Does the work in one transaction, in which everything is as it was at its beginning. */
    <T> T read(Supplier<T> work) {
        return rows.read(work);
    }

    /** Sends what is to be written, and lets go of what was read, so that a long transaction holds little. */
    void forget() {
        rows.entities().flush();
        rows.entities().clear();
    }

    @Override
    public void close() {
        rows.close();
    }

    private static void migrate(DatabaseSettings settings) {
        try {
            var to = Flyway.configure()
                    .dataSource(
                            settings.url(),
                            settings.username().orElse(null),
                            settings.password().orElse(null));
            RowStore.migrate(to, MIGRATIONS, HISTORY);
        } catch (FlywayException failed) {
            throw new JournalRefused("synod.journal.url=" + settings.shownUrl()
                    + " cannot be given the journal's tables (" + SqlStates.reason(failed)
                    + "): let synod.journal.username create tables in its schema", failed);
        }
    }

    /** Takes a transaction back and says why. */
    private static final class NoRoom extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoRoom(RuntimeException cause) {
            super(cause);
        }
    }
}
