package dev.synod.server.rest;

import dev.synod.server.archive.ArchiveSettings;
import dev.synod.server.rest.EventsArchivedInFileTest.InFile;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

/** In a file of the node's own. */
@SpringBootTest(
        classes = {ServerUnderTest.class, ArchivedEvents.Archived.class, InFile.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class EventsArchivedInFileTest extends ArchivedEvents {

    @TempDir
    static Path directory;

    static final class InFile {

        @Bean
        ArchiveSettings settings() {
            return ArchiveSettings.embedded("test", directory);
        }
    }
}
