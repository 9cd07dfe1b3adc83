package dev.synod.server.ops;

import dev.synod.server.archive.ArchiveStanding;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How the archive stands. Never down: without its database a node coordinates as before, and the events wait in the
 * replicated state.
 */
public final class ArchiveHealth implements HealthIndicator {

    private final Supplier<ArchiveStanding> archive;

    /** Health of that archive. */
    public ArchiveHealth(Supplier<ArchiveStanding> archive) {
        this.archive = archive;
    }

    @Override
    public Health health() {
        var standing = archive.get();
        return health(standing)
                .withDetail("duty", duty(standing.duty()))
                .withDetail("through", standing.through().number())
                .withDetail("lag", standing.lag())
                .withDetail("missed", standing.missed())
                .build();
    }

    private static Health.Builder health(ArchiveStanding standing) {
        if (standing.failure().isPresent()) {
            return Health.unknown()
                    .withDetail("reason", "database-fails")
                    .withDetail(
                            "sentence",
                            "The archive's database fails (" + standing.failure().get()
                                    + "). Events wait in the replicated state; when that is full, publishing is"
                                    + " refused. Make synod.archive.url answer: the archive catches up by itself.");
        }
        if (standing.missed() > 0) {
            return Health.unknown()
                    .withDetail("reason", "gap")
                    .withDetail(
                            "sentence",
                            "This archive lacks " + standing.missed() + " events that were trimmed before this node"
                                    + " could archive them; the archive of whoever presided then may have them.");
        }
        return Health.up();
    }

    private static String duty(ArchiveStanding.Duty duty) {
        return switch (duty) {
            case OURS -> "this node archives";
            case ANOTHERS -> "the president archives";
        };
    }
}
