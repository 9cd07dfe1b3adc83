package dev.synod.server.database;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Supplier;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tables of one schema, open. Begun by hand, not by Spring Boot: where nobody asks for it, nothing of it starts, and
 * each has connections of its own.
 */
public final class RowStore implements AutoCloseable {

    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final EntityManager entities;
    private final JpaRepositoryFactory repositories;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    private RowStore(HikariDataSource pool, EntityManagerFactory factory, Schema schema) {
        this.pool = pool;
        this.factory = factory;
        entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
        repositories = new JpaRepositoryFactory(entities);
        var transactions = new JpaTransactionManager(factory);
        transactions.setJpaDialect(new HibernateJpaDialect());
        writing = new TransactionTemplate(transactions);
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        switch (schema.reads()) {
            case AS_IT_IS -> {
                // as the database does by itself
            }
            case AS_IT_WAS -> reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        }
    }

    /**
     * Makes the tables where they are not there yet.
     *
     * @param history the table that says which are there
     */
    public static void migrate(FluentConfiguration to, String migrations, String history) {
        to.locations(migrations)
                .table(history)
                .baselineOnMigrate(true) // others may have tables beside ours
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Opens tables that are there. The pool is closed with it, also where that fails. */
    public static RowStore open(HikariDataSource pool, Schema schema) {
        try {
            return new RowStore(pool, factory(pool, schema), schema);
        } catch (RuntimeException | Error failed) {
            pool.close();
            throw failed;
        }
    }

    /** What is asked of some rows. */
    public <R> R repository(Class<R> type) {
        return repositories.getRepository(type);
    }

    /** The rows that the transaction of the caller's thread has in hand. */
    public EntityManager entities() {
        return entities;
    }

    /** Does the work in one transaction. */
    public <T> T write(Supplier<T> work) {
        return writing.<T>execute(transaction -> work.get());
    }

    /** Does the work in one transaction that changes nothing. */
    public <T> T read(Supplier<T> work) {
        return reading.<T>execute(transaction -> work.get());
    }

    @Override
    public void close() {
        try (pool) {
            factory.close();
        }
    }

    private static EntityManagerFactory factory(HikariDataSource pool, Schema schema) {
        var configuration = new HibernatePersistenceConfiguration(schema.name())
                .managedClasses(schema.rows())
                .property("jakarta.persistence.nonJtaDataSource", pool)
                .property("hibernate.connection.provider_disables_autocommit", true)
                .property("hibernate.jdbc.batch_size", schema.batch())
                .property("hibernate.cache.use_second_level_cache", false);
        return switch (schema.reads()) {
            case AS_IT_IS -> configuration.createEntityManagerFactory();
            // Spring sets a transaction's isolation only on a connection that is the transaction's to its end.
            case AS_IT_WAS -> configuration
                    .property("hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_HOLD")
                    .createEntityManagerFactory();
        };
    }
}
