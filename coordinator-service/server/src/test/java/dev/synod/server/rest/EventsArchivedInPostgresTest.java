package dev.synod.server.rest;

import dev.synod.server.archive.ArchiveSettings;
import dev.synod.server.journal.jpa.Postgres;
import dev.synod.server.rest.EventsArchivedInPostgresTest.InPostgres;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

/** In a real PostgreSQL. */
@SpringBootTest(
        classes = {ServerUnderTest.class, ArchivedEvents.Archived.class, InPostgres.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class EventsArchivedInPostgresTest extends ArchivedEvents {

    static final class InPostgres {

        @Bean
        ArchiveSettings settings() {
            return ArchiveSettings.shared(
                    "rest-" + UUID.randomUUID(),
                    Postgres.shared().url(),
                    Optional.of("postgres"),
                    Optional.of("postgres"));
        }
    }
}
