package dev.synod.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.name.Position;
import dev.synod.server.journal.jpa.Postgres;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** In a real PostgreSQL, which clusters share. */
class ArchiveInPostgresTest extends ArchiveContract {

    private final String cluster = "archive-" + UUID.randomUUID();

    @Override
    ArchiveSettings settings() {
        return of(cluster);
    }

    private static ArchiveSettings of(String cluster) {
        return ArchiveSettings.shared(
                cluster, Postgres.shared().url(), Optional.of("postgres"), Optional.of("postgres"));
    }

    @Test
    void clustersDoNotSeeEachOther() {
        open().append(new Mandate(1, 1), Position.ZERO, Story.between(0, 5));

        try (var other = Archive.open(of("archive-" + UUID.randomUUID()), Story::json)) {
            assertThat(other.reached()).isEqualTo(Position.ZERO);
            assertThat(other.append(new Mandate(1, 1), Position.ZERO, Story.between(0, 3))).isEqualTo(Written.ALL);
            assertThat(other.reader().after(Position.ZERO, EventQuery.ALL, 10)).hasSize(3);
        }
    }
}
