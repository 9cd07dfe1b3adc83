package dev.synod.server.ops;

import dev.synod.node.Standing;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: this node hears a president, and has applied what that announced. Without a quorum no node is ready. */
public final class StandingHealth implements HealthIndicator {

    private final Supplier<Standing> node;

    /** Readiness of that node. */
    public StandingHealth(Supplier<Standing> node) {
        this.node = node;
    }

    @Override
    public Health health() {
        var standing = node.get();
        var health = standing.ready() ? Health.up() : Health.outOfService();
        standing.president().ifPresent(president -> health.withDetail("president", president.number()));
        standing.membership().source().ifPresent(source -> health.withDetail("source", source.number()));
        return health.withDetail("ballot", standing.ballot().toString())
                .withDetail("chosenThrough", standing.chosenThrough().number())
                .withDetail("appliedThrough", standing.appliedThrough().number())
                .withDetail("role", standing.membership().voting() ? "voter" : "observer")
                .withDetail("members", standing.membership().configuration().members().size())
                .withDetail("observers", standing.readers())
                .build();
    }
}
