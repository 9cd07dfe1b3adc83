package dev.synod.server.archive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.synod.server.archive.row.EventRow;
import dev.synod.server.archive.row.EventRows;
import dev.synod.server.archive.row.ProgressRow;
import dev.synod.server.archive.row.ProgressRows;
import dev.synod.server.database.RowStore;
import dev.synod.server.database.Schema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;

/** A database with the archive's tables. Without an archive nothing of it starts. */
final class ArchiveDatabase implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:dev/synod/server/archive";
    private static final String HISTORY = "synod_archive_schema";

    /** The writer's, and those of readers who ask at once. */
    private static final int CONNECTIONS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** A process that stops within a transaction must not keep its successor from writing. */
    private static final String AT_FIRST = "set idle_in_transaction_session_timeout = '10s';"
            + " set lock_timeout = '20s'; set synchronous_commit = 'on'";

    private static final Schema SCHEMA = new Schema(
            "archive", List.of(EventRow.class, ProgressRow.class), Archive.LARGEST, Schema.Reads.AS_IT_IS);

    private final ArchiveSettings settings;
    private final HikariDataSource pool;
    private final RowStore rows;
    private final EventRows events;
    private final ProgressRows progress;

    private ArchiveDatabase(ArchiveSettings settings, HikariDataSource pool, RowStore rows) {
        this.settings = settings;
        this.pool = pool;
        this.rows = rows;
        events = rows.repository(EventRows.class);
        progress = rows.repository(ProgressRows.class);
    }

    /** Connects, and makes the tables where they are not there yet. */
    static ArchiveDatabase open(ArchiveSettings settings) {
        var pool = pool(settings);
        try {
            RowStore.migrate(Flyway.configure().dataSource(pool), MIGRATIONS, HISTORY);
            return new ArchiveDatabase(settings, pool, RowStore.open(pool, SCHEMA));
        } catch (RuntimeException | Error failed) {
            pool.close();
            throw failed;
        }
    }

    EventRows events() {
        return events;
    }

    ProgressRows progress() {
        return progress;
    }

    /** Does the work in one transaction. */
    <T> T write(Supplier<T> work) {
        return rows.write(work);
    }

    /** Does the work in one transaction that changes nothing. */
    <T> T read(Supplier<T> work) {
        return rows.read(work);
    }

    /**
     * Returns when everything written before is on disk. PostgreSQL has said so with each transaction; H2 leaves the
     * last step to the operating system, which survives a killed process but no loss of power.
     */
    void settle() {
        switch (settings.kind()) {
            case SHARED -> {
                // as it is
            }
            case OWN -> {
                try (var connection = pool.getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("checkpoint sync");
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            }
        }
    }

    @Override
    public void close() {
        rows.close();
    }

    private static HikariDataSource pool(ArchiveSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("synod-archive");
        config.setJdbcUrl(settings.url());
        settings.username().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setAutoCommit(false);
        switch (settings.kind()) {
            case OWN -> {
                // a file needs neither patience nor protection from others
            }
            case SHARED -> {
                var seconds = Long.toString(PATIENCE.toSeconds());
                config.addDataSourceProperty("ApplicationName", "synod archive " + settings.cluster());
                config.addDataSourceProperty("connectTimeout", seconds);
                config.addDataSourceProperty("loginTimeout", seconds);
                config.addDataSourceProperty("socketTimeout", Long.toString(ANSWER.toSeconds()));
                config.addDataSourceProperty("tcpKeepAlive", "true");
                config.addDataSourceProperty("reWriteBatchedInserts", "true");
                config.setConnectionInitSql(AT_FIRST);
                config.setIsolateInternalQueries(true); // else the settings are undone with a transaction of the pool
            }
        }
        return new HikariDataSource(config);
    }
}
