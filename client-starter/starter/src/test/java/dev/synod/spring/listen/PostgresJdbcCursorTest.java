package dev.synod.spring.listen;

import dev.synod.spring.fence.Postgres;
import javax.sql.DataSource;

/** Cursors in PostgreSQL. */
class PostgresJdbcCursorTest extends JdbcCursorContract {

    @Override
    DataSource database() {
        return Postgres.shared();
    }
}
