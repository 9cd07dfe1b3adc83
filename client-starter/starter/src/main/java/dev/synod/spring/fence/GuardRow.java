package dev.synod.spring.fence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** One name's row of the table {@code synod_fence}, seen through one connection, and the token to hold against it. */
final class GuardRow {

    private static final SQLStateSQLExceptionTranslator TRANSLATOR = new SQLStateSQLExceptionTranslator();

    /** MariaDB's word for a row that has changed since the transaction's snapshot. */
    private static final int RECORD_HAS_CHANGED = 1020;

    private final Connection connection;
    private final String name;
    private final long token;

    GuardRow(Connection connection, String name, long token) {
        if (token < 1) {
            throw new IllegalArgumentException("a fencing token is at least 1, not " + token);
        }
        this.connection = connection;
        this.name = name;
        this.token = token;
    }

    /** Writes the token where the row has a smaller one or none; the row stays locked until the transaction ends. */
    void raise() {
        inDatabase(() -> {
            var dialect = Dialect.of(connection);
            if (write(dialect.raise(), true) == 0 && read(dialect.look()).isEmpty()) {
                insert(dialect);
                // Another may have been quicker, with a smaller token.
                write(dialect.raise(), true);
            }
            require(read(dialect.confirm()));
        });
    }

    /** The row has no larger token, and will have none before this transaction ends; is raised where it is smaller. */
    void check() {
        inDatabase(() -> {
            var current = read(Dialect.of(connection).confirm());
            if (current.isPresent() && current.getAsLong() >= token) {
                require(current);
            } else {
                raise();
            }
        });
    }

    /**
     * As {@link #check}, in a transaction that has seen this very token in the row. If the row has changed since its
     * snapshot, which REPEATABLE READ reports as an error, then it was raised, since nothing else ever changes one.
     *
     * @param isolation as {@link #isolation} said before: in a failed transaction PostgreSQL answers no more
     */
    void confirm(int isolation) {
        try {
            check();
        } catch (ConcurrencyFailureException changed) {
            if (changed.getCause() instanceof SQLException cause && isNoLongerAsSeen(cause, isolation)) {
                var stale = new StaleFencingTokenException(name, token, OptionalLong.empty());
                stale.initCause(changed);
                throw stale;
            }
            throw changed;
        }
    }

    /** The token in the row as far as this transaction sees; waits for nobody. */
    OptionalLong look() {
        var seen = new AtomicReference<>(OptionalLong.empty());
        inDatabase(() -> seen.set(read(Dialect.of(connection).look())));
        if (seen.get().isPresent()) {
            require(seen.get());
        }
        return seen.get();
    }

    private void require(OptionalLong current) {
        if (current.isEmpty()) {
            throw new CannotAcquireLockException("the guard row of " + name + " was deleted meanwhile");
        }
        if (current.getAsLong() > token) {
            throw new StaleFencingTokenException(name, token, current);
        }
    }

    private void insert(Dialect dialect) throws SQLException {
        try {
            write(dialect.insert(), false);
        } catch (SQLException failed) {
            // Another was quicker: as good.
            if (!(TRANSLATOR.translate("guard", null, failed) instanceof DuplicateKeyException)) {
                throw failed;
            }
        }
    }

    private int write(String sql, boolean onlyIfLarger) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, token);
            statement.setString(2, name);
            if (onlyIfLarger) {
                statement.setLong(3, token);
            }
            return statement.executeUpdate();
        }
    }

    private OptionalLong read(String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var answer = statement.executeQuery()) {
                return answer.next() ? OptionalLong.of(answer.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private void inDatabase(Access access) {
        try {
            access.run();
        } catch (SQLException failed) {
            throw translated(failed);
        }
    }

    private DataAccessException translated(SQLException failed) {
        var translated = TRANSLATOR.translate("guard row", null, failed);
        if (translated instanceof BadSqlGrammarException) {
            return new InvalidDataAccessResourceUsageException(
                    "the table synod_fence cannot be used: let the starter create it by"
                            + " synod.client.fence.initialize=always, or create it by"
                            + " dev/synod/spring/fence/schema-*.sql",
                    failed);
        }
        if (failed.getErrorCode() == RECORD_HAS_CHANGED) {
            return new CannotAcquireLockException("the guard row of " + name + " has changed", failed);
        }
        return translated == null ? new UncategorizedSQLException("guard row", null, failed) : translated;
    }

    /** Under SERIALIZABLE the same error has other causes too, and there it stays what it is: to be tried again. */
    private static boolean isNoLongerAsSeen(SQLException failed, int isolation) {
        return isolation == Connection.TRANSACTION_REPEATABLE_READ
                && ("40001".equals(failed.getSQLState()) || failed.getErrorCode() == RECORD_HAS_CHANGED);
    }

    /** The isolation of the transaction. */
    int isolation() {
        var isolation = new AtomicInteger();
        inDatabase(() -> isolation.set(connection.getTransactionIsolation()));
        return isolation.get();
    }

    private interface Access {
        void run() throws SQLException;
    }
}
