package dev.synod.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.server.journal.jpa.Postgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million events, archived by a process that is killed ten times: none is missing, none is there twice. The ledger is
 * told by numbers, not by a cluster: what is held to its promise here is the archivist and its database.
 */
class ArchiveEndurance {

    private static final long EVENTS = Long.getLong("endure.commands", 1_000_000);
    private static final long RATE = Long.getLong("endure.rate", 5_000);
    private static final int KILLS = Integer.getInteger("endure.kills", 10);

    @TempDir
    Path directory;

    @BeforeAll
    static void quiet() {
        Hush.libraries();
    }

    @Test
    void aMillionEventsInAFile() throws Exception {
        endure("h2", directory.toString());
    }

    @Test
    void aMillionEventsInPostgres() throws Exception {
        endure("postgresql", Postgres.shared().url());
    }

    private static void endure(String database, String place) throws Exception {
        long start = System.nanoTime();
        List<Long> lags = new KilledArchivist(place, "endurance", EVENTS, RATE, KILLS)
                .run().stream().sorted().toList();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "archive=%s events=%d kills=%d at %d/s, read back after %.0f s: lag median %d, 99 %% %d, most %d%n",
                database,
                EVENTS,
                KILLS,
                RATE,
                seconds,
                lags.get(lags.size() / 2),
                lags.get(lags.size() * 99 / 100),
                lags.getLast());
        assertThat(lags.get(lags.size() / 2)).as("it keeps up").isLessThan(10 * RATE);
    }
}
