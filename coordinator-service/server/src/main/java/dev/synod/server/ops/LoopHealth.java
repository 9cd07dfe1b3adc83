package dev.synod.server.ops;

import dev.synod.node.Clock;
import dev.synod.node.Standing;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Liveness: the loop turns. Nothing else counts, not even a quorum: restarting a node does not bring back its peers.
 */
public final class LoopHealth implements HealthIndicator {

    /** Far above a turn of a loaded node with a slow disk: a restart for a stall of seconds would only add to it. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Supplier<Standing> node;
    private final BooleanSupplier alive;
    private final Clock clock;

    /**
     * Liveness of that node.
     *
     * @param alive whether its loop's thread runs
     * @param clock the one that the node notes its turns by
     */
    public LoopHealth(Supplier<Standing> node, BooleanSupplier alive, Clock clock) {
        this.node = node;
        this.alive = alive;
        this.clock = clock;
    }

    @Override
    public Health health() {
        var since = Duration.ofNanos(clock.nanos() - node.get().lastTurnNanos());
        var health = alive.getAsBoolean() && since.compareTo(BOUND) < 0 ? Health.up() : Health.down();
        return health.withDetail("lastTurnMillis", since.toMillis()).build();
    }
}
