package dev.synod.server.journal.jpa;

import com.zaxxer.hikari.HikariDataSource;
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
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database with the journal's tables, and the connections of one node to it. Begun by hand, not by Spring Boot: a
 * node with its journal in files starts nothing of it, and what else may use a database has its own.
 */
final class Database implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:dev/synod/server/journal/jpa";
    private static final String HISTORY = "synod_journal_schema";

    /** What PostgreSQL shows of a connection's name. */
    private static final int LONGEST_NAME = 63;

    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final EntityManager entities;
    private final NodeRows nodes;
    private final BatchRows batches;
    private final SnapshotRows snapshots;
    private final SnapshotPartRows parts;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    private Database(HikariDataSource pool, EntityManagerFactory factory) {
        this.pool = pool;
        this.factory = factory;
        entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
        var repositories = new JpaRepositoryFactory(entities);
        nodes = repositories.getRepository(NodeRows.class);
        batches = repositories.getRepository(BatchRows.class);
        snapshots = repositories.getRepository(SnapshotRows.class);
        parts = repositories.getRepository(SnapshotPartRows.class);
        var transactions = new JpaTransactionManager(factory);
        transactions.setJpaDialect(new HibernateJpaDialect());
        writing = new TransactionTemplate(transactions);
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
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
        try {
            return new Database(pool, factory(pool));
        } catch (RuntimeException | Error failed) {
            pool.close();
            throw failed;
        }
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
        return writing.<T>execute(transaction -> work.get());
    }

    /**
     * Does the work in one transaction, and tells true; or tells false where there was no room for it: then it is
     * undone. What the end of the transaction itself reports, is a failure: nobody knows then.
     */
    boolean writeWhereThereIsRoom(Runnable work) {
        try {
            writing.executeWithoutResult(transaction -> {
                try {
                    work.run();
                    entities.flush();
                } catch (RuntimeException failed) {
                    throw SqlStates.tellsOf(failed, SqlStates.DISK_FULL) ? new NoRoom(failed) : failed;
                }
            });
            return true;
        } catch (NoRoom undone) {
            return false;
        }
    }

    /** Does the work in one transaction, in which everything is as it was at its beginning. */
    <T> T read(Supplier<T> work) {
        return reading.<T>execute(transaction -> work.get());
    }

    /** Sends what is to be written, and lets go of what was read, so that a long transaction holds little. */
    void forget() {
        entities.flush();
        entities.clear();
    }

    @Override
    public void close() {
        try (pool) {
            factory.close();
        }
    }

    private static EntityManagerFactory factory(HikariDataSource pool) {
        return new HibernatePersistenceConfiguration("journal")
                .managedClasses(NodeRow.class, BatchRow.class, SnapshotRow.class, SnapshotPartRow.class)
                .property("jakarta.persistence.nonJtaDataSource", pool)
                .property("hibernate.connection.provider_disables_autocommit", true)
                // Spring sets a transaction's isolation only on a connection that is the transaction's to its end.
                .property("hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_HOLD")
                .property("hibernate.jdbc.batch_size", 16)
                .property("hibernate.cache.use_second_level_cache", false)
                .createEntityManagerFactory();
    }

    private static void migrate(DatabaseSettings settings) {
        try {
            Flyway.configure()
                    .dataSource(
                            settings.url(),
                            settings.username().orElse(null),
                            settings.password().orElse(null))
                    .locations(MIGRATIONS)
                    .table(HISTORY)
                    .baselineOnMigrate(true) // others may have tables beside ours
                    .baselineVersion("0")
                    .load()
                    .migrate();
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
