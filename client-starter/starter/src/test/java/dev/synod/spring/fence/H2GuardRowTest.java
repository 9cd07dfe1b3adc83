package dev.synod.spring.fence;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Guard rows in H2. */
class H2GuardRowTest extends GuardRowContract {

    @Override
    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:guard;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    }

    @Override
    List<String> soonTired() {
        return List.of("set lock_timeout 50");
    }
}
