package dev.synod.spring.listen;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cursors in the application's own database, moved at the end of the transaction of the work: both are kept or neither.
 * A row keeps the largest token that has taken it, and only the reader with that token moves it.
 */
final class JdbcCursor implements CausalCursor {

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate together;
    private final TransactionTemplate alone;

    JdbcCursor(DataSource dataSource, PlatformTransactionManager transactions) {
        this.dataSource = dataSource instanceof TransactionAwareDataSourceProxy proxy
                ? Objects.requireNonNull(proxy.getTargetDataSource())
                : dataSource;
        jdbc = new JdbcTemplate(this.dataSource);
        together = new TransactionTemplate(transactions);
        alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public OptionalLong take(Reader reader) {
        return Objects.requireNonNull(alone.execute(status -> inTable(() -> raise(reader))));
    }

    private OptionalLong raise(Reader reader) {
        int raised = jdbc.update(
                "update synod_cursor set token = ? where topic = ? and name = ? and token <= ?",
                reader.fencingToken(), reader.topic(), reader.name(), reader.fencingToken());
        var passed = jdbc.queryForList(
                "select passed from synod_cursor where topic = ? and name = ?",
                Long.class, reader.topic(), reader.name());
        if (raised == 0 && !passed.isEmpty()) {
            throw new StaleReaderException(reader);
        }
        return passed.stream().mapToLong(Long::longValue).findFirst();
    }

    @Override
    public void begin(Reader reader, long sequence) {
        alone.executeWithoutResult(status -> jdbc.update(
                "insert into synod_cursor (topic, name, token, passed, moved_at)"
                        + " values (?, ?, ?, ?, current_timestamp)",
                reader.topic(), reader.name(), reader.fencingToken(), sequence));
    }

    @Override
    public void move(Reader reader, long sequence, Runnable work) {
        try {
            together.executeWithoutResult(status -> {
                requireSameDatabase(reader);
                work.run();
                pass(reader, sequence);
            });
        } catch (UnexpectedRollbackException | DataIntegrityViolationException refused) {
            throw new DeliveryException("the transaction of the work could not end", refused);
        }
    }

    /** As late as can be: a reader that stands still in its work keeps nobody from taking over. */
    private void pass(Reader reader, long sequence) {
        int moved = jdbc.update(
                "update synod_cursor set passed = ?, moved_at = current_timestamp"
                        + " where topic = ? and name = ? and token = ? and passed < ?",
                sequence, reader.topic(), reader.name(), reader.fencingToken(), sequence);
        if (moved == 0) {
            throw new StaleReaderException(reader);
        }
    }

    private void requireSameDatabase(Reader reader) {
        if (!(TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder)) {
            throw new IllegalStateException("the transactions are none of the DataSource that has the cursor of "
                    + reader.name() + ": define a CausalCursor bean for the DataSource that the transaction manager"
                    + " works on, or set synod.client.listener.cursor=cluster");
        }
    }

    private static OptionalLong inTable(Supplier<OptionalLong> access) {
        try {
            return access.get();
        } catch (BadSqlGrammarException missing) {
            throw new InvalidDataAccessResourceUsageException(
                    "the table synod_cursor cannot be used: let the starter create it by"
                            + " synod.client.cursor.initialize=always, or create it by"
                            + " dev/synod/spring/listen/schema-*.sql",
                    missing);
        }
    }
}
