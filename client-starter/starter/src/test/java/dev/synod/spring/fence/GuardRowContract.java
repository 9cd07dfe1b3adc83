package dev.synod.spring.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What guard rows do in every database. */
abstract class GuardRowContract {

    private final String name = "payout-" + UUID.randomUUID();
    private final DataSource database = database();
    private final FenceGuard guard = new FenceGuard(database);

    abstract DataSource database();

    @BeforeEach
    void createTable() {
        new FenceTableInitializer(database, DatabaseInitializationMode.ALWAYS).initializeDatabase();
    }

    @Test
    void theTableIsCreatedOnlyOnce() {
        assertThat(new FenceTableInitializer(database, DatabaseInitializationMode.ALWAYS).initializeDatabase())
                .isTrue();
    }

    @Test
    void aSmallerTokenThanTheRaisedIsRefusedAndThatOneIsNamed() {
        guard.raise(name, 7);

        assertThatThrownBy(() -> guard.raise(name, 6))
                .isInstanceOfSatisfying(StaleFencingTokenException.class, stale -> {
                    assertThat(stale.currentFencingToken()).isEqualTo(OptionalLong.of(7));
                    assertThat(stale).hasMessage("the fencing token 6 of " + name + " is stale: 7 was raised since");
                });
        assertThat(token()).isEqualTo(7);
    }

    @Test
    void theSameTokenAndALargerOnePass() {
        guard.raise(name, 7);
        guard.raise(name, 7);
        guard.raise(name, 8);

        assertThat(token()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ})
    void whoReadLongAgoIsRefusedWhenItChecksLate(int isolation) throws SQLException {
        guard.raise(name, 1);
        try (var late = transaction(isolation)) {
            assertThat(new GuardRow(late, name, 1).look()).isEqualTo(OptionalLong.of(1));

            guard.raise(name, 2);

            assertThatThrownBy(() -> new GuardRow(late, name, 1).confirm(isolation))
                    .isInstanceOf(StaleFencingTokenException.class);
            late.rollback();
        }
    }

    @Test
    void byHandTheCheckAloneIsEnoughForTheFirstRowToo() throws SQLException {
        try (var work = transaction(Connection.TRANSACTION_READ_COMMITTED)) {
            guard.check(work, name, 3);
            work.commit();
        }
        assertThat(token()).isEqualTo(3);
        try (var work = transaction(Connection.TRANSACTION_READ_COMMITTED)) {
            assertThatThrownBy(() -> guard.check(work, name, 2)).isInstanceOf(StaleFencingTokenException.class);
            work.rollback();
        }
    }

    /** Node 1's holder has checked and not committed: the next one must not read before it has. */
    @Test
    void whoeverRaisesWaitsForThoseWhoAreAboutToCommit() throws Exception {
        guard.raise(name, 1);
        try (var first = transaction(Connection.TRANSACTION_READ_COMMITTED)) {
            new GuardRow(first, name, 1).confirm(Connection.TRANSACTION_READ_COMMITTED);
            try (var impatient = transaction(Connection.TRANSACTION_READ_COMMITTED)) {
                soonTired(impatient);
                assertThatThrownBy(() -> new GuardRow(impatient, name, 2).raise())
                        .isInstanceOf(DataAccessException.class)
                        .isNotInstanceOf(StaleFencingTokenException.class);
                impatient.rollback();
            }
            first.commit();
        }
        guard.raise(name, 2);
        assertThat(token()).isEqualTo(2);
    }

    @Test
    void ofManyWhoRaiseTheFirstRowAtOnceTheLargestWins() {
        var tokens = IntStream.rangeClosed(1, 8).boxed().toList();

        var all = tokens.stream()
                .map(token -> CompletableFuture.runAsync(() -> raiseUnlessStale(token)))
                .toList();

        assertThat(all).allSatisfy(one -> assertThat(one).succeedsWithin(20, TimeUnit.SECONDS));
        assertThat(token()).isEqualTo(8);
    }

    private void raiseUnlessStale(long token) {
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                guard.raise(name, token);
                return;
            } catch (StaleFencingTokenException expected) {
                return;
            } catch (ConcurrencyFailureException again) {
                // As an application would.
            }
        }
        throw new AssertionError("never raised " + token);
    }

    @Test
    void aConnectionThatCommitsEachStatementIsRefused() throws SQLException {
        try (var connection = database.getConnection()) {
            assertThatThrownBy(() -> guard.check(connection, name, 1)).hasMessageContaining("setAutoCommit(false)");
        }
    }

    @Test
    void aDatabaseWithoutTheTableSaysHowToCreateIt() {
        new JdbcTemplate(database).execute("drop table synod_fence");

        assertThatThrownBy(() -> guard.raise(name, 1))
                .isInstanceOf(InvalidDataAccessResourceUsageException.class)
                .hasMessageContaining("synod.client.fence.initialize=always");
    }

    abstract List<String> soonTired();

    private void soonTired(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : soonTired()) {
                statement.execute(sql);
            }
        }
    }

    private Connection transaction(int isolation) throws SQLException {
        var connection = database.getConnection();
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(false);
        return connection;
    }

    private long token() {
        return new JdbcTemplate(database)
                .queryForList("select token from synod_fence where name = ?", Long.class, name)
                .get(0);
    }
}
