package dev.synod.spring.fence;

import java.util.List;
import javax.sql.DataSource;

/** Guard rows in PostgreSQL. */
class PostgresGuardRowTest extends GuardRowContract {

    @Override
    DataSource database() {
        return Postgres.shared();
    }

    @Override
    List<String> soonTired() {
        return List.of("set lock_timeout = '50ms'");
    }
}
