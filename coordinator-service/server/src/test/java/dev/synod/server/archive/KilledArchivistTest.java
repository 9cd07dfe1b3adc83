package dev.synod.server.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is each event there once after the process that archives was killed? Many times, in {@link ArchiveEndurance}. */
class KilledArchivistTest {

    @TempDir
    Path directory;

    @BeforeAll
    static void quiet() {
        Hush.libraries();
    }

    @Test
    void eachEventIsThereOnceAfterKills() throws Exception {
        new KilledArchivist(directory.toString(), "test", 6_000, 100_000, 2).run();
    }
}
