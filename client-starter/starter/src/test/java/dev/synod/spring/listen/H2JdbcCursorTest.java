package dev.synod.spring.listen;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Cursors in H2. */
class H2JdbcCursorTest extends JdbcCursorContract {

    @Override
    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:cursor;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    }
}
