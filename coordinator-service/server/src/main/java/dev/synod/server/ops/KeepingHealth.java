package dev.synod.server.ops;

import dev.synod.node.Standing;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether this node can keep its memory, and did: without room, or with a damaged journal, it does not vote. */
public final class KeepingHealth implements HealthIndicator {

    private final Supplier<Standing> node;
    private final Optional<String> damage;

    /**
     * Of that node.
     *
     * @param damage what was found damaged at the start, and what to do about it
     */
    public KeepingHealth(Supplier<Standing> node, Optional<String> damage) {
        this.node = node;
        this.damage = damage;
    }

    @Override
    public Health health() {
        var standing = node.get();
        var keeping = standing.keeping();
        var health = health(keeping);
        return health.withDetail("firstRetained", keeping.firstRetained().number())
                .withDetail("lastSnapshot", keeping.lastSnapshot().number())
                .withDetail("slow", keeping.slow())
                .build();
    }

    private Health.Builder health(Standing.Keeping keeping) {
        if (damage.isPresent()) {
            return Health.down().withDetail("reason", "journal-damaged").withDetail("sentence", damage.get());
        }
        if (keeping.withoutRoom()) {
            return Health.down()
                    .withDetail("reason", "disk-full")
                    .withDetail(
                            "sentence",
                            "There is no room for the journal, so this node does not vote; nothing is lost. Make room"
                                    + " on the disk of synod.node.data-dir: it goes on by itself.");
        }
        return Health.up();
    }
}
