package dev.synod.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.name.Position;
import dev.synod.server.archive.ArchiveStanding;
import dev.synod.server.archive.ArchiveStanding.Duty;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** Does an operator see how the archive stands? */
class ArchiveOperationsTest {

    private static final ArchiveStanding WELL =
            new ArchiveStanding(Duty.OURS, new Position(40), 2, 30, 0, Optional.empty());
    private static final ArchiveStanding FAILING =
            new ArchiveStanding(Duty.OURS, new Position(40), 9, 30, 0, Optional.of("Connection refused"));
    private static final ArchiveStanding WITH_A_GAP =
            new ArchiveStanding(Duty.ANOTHERS, new Position(40), 0, 30, 5, Optional.empty());

    @Test
    void anArchiveThatWritesIsUp() {
        var health = new ArchiveHealth(() -> WELL).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("through", 40L).containsEntry("lag", 2L);
    }

    @Test
    void aFailingDatabaseSaysWhatToDoAndTakesNobodyOutOfService() {
        var health = new ArchiveHealth(() -> FAILING).health();

        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails()).containsEntry("reason", "database-fails");
        assertThat(health.getDetails()).hasEntrySatisfying("sentence", sentence -> assertThat(sentence)
                .asString()
                .contains("Connection refused")
                .contains("synod.archive.url"));
    }

    @Test
    void aGapIsTold() {
        var health = new ArchiveHealth(() -> WITH_A_GAP).health();

        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails()).containsEntry("reason", "gap").containsEntry("missed", 5L);
    }

    @Test
    void theNumbersAreThere() {
        var registry = new SimpleMeterRegistry();
        new ArchiveMeters(() -> FAILING).bindTo(registry);

        assertThat(registry.get("synod.archive.slot").gauge().value()).isEqualTo(40);
        assertThat(registry.get("synod.archive.lag").gauge().value()).isEqualTo(9);
        assertThat(registry.get("synod.archive.failing").gauge().value()).isEqualTo(1);
        assertThat(registry.get("synod.archive.events").functionCounter().count()).isEqualTo(30);
        assertThat(registry.get("synod.archive.missed").functionCounter().count()).isZero();
    }
}
