package dev.synod.server.archive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.synod.server.archive.row.EventRow;
import dev.synod.server.archive.row.EventRows;
import dev.synod.server.archive.row.ProgressRow;
import dev.synod.server.archive.row.ProgressRows;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.support.TransactionTemplate;

/** A database with the archive's tables. Begun by hand, not by Spring Boot: without an archive nothing of it starts. */
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

    private final ArchiveSettings settings;
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final EventRows events;
    private final ProgressRows progress;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    private ArchiveDatabase(ArchiveSettings settings, HikariDataSource pool, EntityManagerFactory factory) {
        this.settings = settings;
        this.pool = pool;
        this.factory = factory;
        var repositories = new JpaRepositoryFactory(SharedEntityManagerCreator.createSharedEntityManager(factory));
        events = repositories.getRepository(EventRows.class);
        progress = repositories.getRepository(ProgressRows.class);
        var transactions = new JpaTransactionManager(factory);
        transactions.setJpaDialect(new HibernateJpaDialect());
        writing = new TransactionTemplate(transactions);
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    /** Connects, and makes the tables where they are not there yet. */
    static ArchiveDatabase open(ArchiveSettings settings) {
        var pool = pool(settings);
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations(MIGRATIONS)
                    .table(HISTORY)
                    .baselineOnMigrate(true) // others may have tables beside ours
                    .baselineVersion("0")
                    .load()
                    .migrate();
            return new ArchiveDatabase(settings, pool, factory(pool));
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
        return writing.<T>execute(transaction -> work.get());
    }

    /** Does the work in one transaction that changes nothing. */
    <T> T read(Supplier<T> work) {
        return reading.<T>execute(transaction -> work.get());
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
        try (pool) {
            factory.close();
        }
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

    private static EntityManagerFactory factory(HikariDataSource pool) {
        return new HibernatePersistenceConfiguration("archive")
                .managedClasses(EventRow.class, ProgressRow.class)
                .property("jakarta.persistence.nonJtaDataSource", pool)
                .property("hibernate.connection.provider_disables_autocommit", true)
                .property("hibernate.jdbc.batch_size", Archive.LARGEST)
                .property("hibernate.cache.use_second_level_cache", false)
                .createEntityManagerFactory();
    }
}
