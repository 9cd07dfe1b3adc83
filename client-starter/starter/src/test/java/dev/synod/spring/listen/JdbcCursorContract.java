package dev.synod.spring.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.spring.listen.CausalCursor.Reader;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What a cursor in a database keeps, and whom it obeys. */
abstract class JdbcCursorContract {

    private final DataSource database = database();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final JdbcCursor cursor = new JdbcCursor(database, new JdbcTransactionManager(database));
    private final String name = "listener-" + UUID.randomUUID();

    abstract DataSource database();

    @BeforeEach
    void tables() throws Exception {
        new CursorTableInitializer(database, DatabaseInitializationMode.ALWAYS).afterPropertiesSet();
        jdbc.execute("create table if not exists done (name varchar(200), sequence bigint)");
    }

    private Reader reader(long token) {
        return new Reader("orders", name, token);
    }

    private void work(long sequence) {
        jdbc.update("insert into done (name, sequence) values (?, ?)", name, sequence);
    }

    private List<Long> done() {
        return jdbc.query(
                "select sequence from done where name = ? order by sequence",
                (row, number) -> row.getLong(1),
                name);
    }

    @Test
    void goesOnAfterWhatWasPassed() {
        assertThat(cursor.take(reader(7))).isEmpty();
        cursor.begin(reader(7), 3);
        cursor.move(reader(7), 4, () -> work(4));

        assertThat(cursor.take(reader(7))).hasValue(4);
        assertThat(cursor.take(reader(9))).hasValue(4);
        assertThat(done()).containsExactly(4L);
    }

    @Test
    void obeysTheLargestTokenAlone() {
        cursor.begin(reader(7), 0);
        cursor.take(reader(9));

        assertThatThrownBy(() -> cursor.take(reader(7))).isInstanceOf(StaleReaderException.class);
        assertThatThrownBy(() -> cursor.move(reader(7), 1, () -> work(1))).isInstanceOf(StaleReaderException.class);

        assertThat(done()).isEmpty();
        assertThat(cursor.take(reader(9))).hasValue(0);
    }

    @Test
    void whoIsOvertakenInItsWorkKeepsNobodyWaitingAndNothing() {
        cursor.begin(reader(7), 0);

        assertThatThrownBy(() -> cursor.move(reader(7), 1, () -> {
                    work(1);
                    var next = new JdbcCursor(database, new JdbcTransactionManager(database));
                    assertThat(next.take(reader(9))).hasValue(0);
                }))
                .isInstanceOf(StaleReaderException.class);

        cursor.move(reader(9), 1, () -> work(1));
        assertThat(done()).containsExactly(1L);
    }

    @Test
    void whatHasBeenPassedIsNotPassedAgain() {
        cursor.begin(reader(7), 0);
        cursor.move(reader(7), 1, () -> work(1));

        assertThatThrownBy(() -> cursor.move(reader(7), 1, () -> work(1))).isInstanceOf(StaleReaderException.class);

        assertThat(done()).containsExactly(1L);
    }

    @Test
    void workThatFailsLeavesTheCursor() {
        cursor.begin(reader(7), 0);

        assertThatThrownBy(() -> cursor.move(reader(7), 1, () -> {
                    work(1);
                    throw new DeliveryException("failed", new IllegalStateException());
                }))
                .isInstanceOf(DeliveryException.class);

        assertThat(done()).isEmpty();
        assertThat(cursor.take(reader(7))).hasValue(0);
    }

    @Test
    void aTransactionThatTheWorkHasSpoiledIsTheWorksFailure() {
        cursor.begin(reader(7), 0);

        assertThatThrownBy(() -> cursor.move(reader(7), 1, () -> {
                    throw new DataIntegrityViolationException("late");
                }))
                .isInstanceOf(DeliveryException.class);
    }

    @Test
    void anothersTransactionsAreRefused() {
        var other = new DriverManagerDataSource("jdbc:h2:mem:other");
        var apart = new JdbcCursor(database, new JdbcTransactionManager(other));

        assertThatThrownBy(() -> apart.move(reader(7), 1, () -> work(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("define a CausalCursor bean");

        assertThat(done()).isEmpty();
    }

    @Test
    void aTableThatIsMissingIsSaid() {
        var empty = new DriverManagerDataSource("jdbc:h2:mem:" + name);
        var homeless = new JdbcCursor(empty, new JdbcTransactionManager(empty));

        assertThatThrownBy(() -> homeless.take(reader(7)))
                .isInstanceOf(InvalidDataAccessResourceUsageException.class)
                .hasMessageContaining("synod.client.cursor.initialize");
    }
}
