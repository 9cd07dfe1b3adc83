package dev.synod.spring.fence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The guard rows of one database: {@link #raise} before a new holder reads, {@link #guard} or {@link #check} before
 * whatever it did is committed.
 *
 * <p>Rows are never deleted by it. One whose {@code raised_at} is older than any transaction or stopped process may be
 * deleted by hand: what is lost is only that its old tokens would be taken again.
 */
public final class FenceGuard {

    private static final int ATTEMPTS = 5;

    private final DataSource dataSource;

    public FenceGuard(DataSource dataSource) {
        this.dataSource = dataSource instanceof TransactionAwareDataSourceProxy proxy
                ? Objects.requireNonNull(proxy.getTargetDataSource())
                : dataSource;
    }

    /**
     * From now on nobody with a smaller token commits. In a short transaction of its own, on a connection of its own:
     * call it before the transaction of the work begins. It waits for those who are about to commit.
     *
     * @throws StaleFencingTokenException where a larger token was raised before
     */
    public void raise(String name, long fencingToken) {
        try (var connection = dataSource.getConnection()) {
            var before = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                var row = new GuardRow(connection, name, fencingToken);
                var seen = row.look();
                if (seen.isEmpty() || seen.getAsLong() < fencingToken) {
                    raise(connection, row);
                }
            } finally {
                connection.setAutoCommit(before);
            }
        } catch (SQLException failed) {
            throw new DataAccessResourceFailureException("the guard row of " + name + " cannot be raised", failed);
        }
    }

    /** In whatever isolation the connection has: where others raise the same row, it is tried again. */
    private static void raise(Connection connection, GuardRow row) throws SQLException {
        connection.setAutoCommit(false);
        for (int attempt = 1; ; attempt++) {
            try {
                row.raise();
                connection.commit();
                return;
            } catch (ConcurrencyFailureException failed) {
                connection.rollback();
                if (attempt == ATTEMPTS) {
                    throw failed;
                }
            } catch (RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        }
    }

    /**
     * By hand: in the transaction of the work, as the last thing before its commit.
     *
     * @throws StaleFencingTokenException where a larger token was raised: roll back
     * @throws ConcurrencyFailureException where the database cannot tell: roll back and begin again with {@link #raise}
     */
    public void check(Connection connection, String name, long fencingToken) {
        requireTransaction(connection);
        new GuardRow(connection, name, fencingToken).check();
    }

    /**
     * In a transaction of Spring's: looks now, and checks when it is about to commit. Where nobody has raised the token
     * yet, it is raised in this transaction, which then keeps the next holder waiting until it ends.
     *
     * @throws StaleFencingTokenException where a larger token was raised, now or from the commit
     */
    public void guard(String name, long fencingToken) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("there is no transaction that could be fenced against a stale holder of "
                    + name + ": put @Transactional on the method, or call it within a TransactionTemplate");
        }
        if (!(TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder)) {
            throw new IllegalStateException("the current transaction is none of the DataSource that has the guard row"
                    + " of " + name + ": define a FenceGuard bean for the DataSource that the"
                    + " transaction manager works on");
        }
        inTransaction(connection -> {
            var row = new GuardRow(connection, name, fencingToken);
            var seen = row.look();
            if (seen.isEmpty() || seen.getAsLong() < fencingToken) {
                row.raise();
            }
            var isolation = row.isolation();
            TransactionSynchronizationManager.registerSynchronization(
                    new BeforeCommit(name, fencingToken, isolation));
        });
    }

    private void inTransaction(Consumer<Connection> work) {
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            requireTransaction(connection);
            work.accept(connection);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void requireTransaction(Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException("the connection commits each statement by itself: the guard row"
                        + " must be checked in the transaction of the work, so call setAutoCommit(false) before both");
            }
        } catch (SQLException failed) {
            throw new DataAccessResourceFailureException("the connection does not answer", failed);
        }
    }

    /** The last to be asked, since the others may still write; what is flushed after it is under its lock. */
    private final class BeforeCommit implements TransactionSynchronization {

        private final String name;
        private final long fencingToken;
        private final int isolation;

        private BeforeCommit(String name, long fencingToken, int isolation) {
            this.name = name;
            this.fencingToken = fencingToken;
            this.isolation = isolation;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            // One that writes nothing has nothing to keep out, and may lock nothing.
            if (!readOnly) {
                inTransaction(connection -> new GuardRow(connection, name, fencingToken).confirm(isolation));
            }
        }
    }
}
