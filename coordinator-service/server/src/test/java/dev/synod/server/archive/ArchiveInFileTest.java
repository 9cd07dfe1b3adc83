package dev.synod.server.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** In H2's file. */
class ArchiveInFileTest extends ArchiveContract {

    @TempDir
    Path directory;

    @BeforeAll
    static void quiet() {
        Hush.libraries();
    }

    @Override
    ArchiveSettings settings() {
        return ArchiveSettings.embedded("test", directory);
    }
}
