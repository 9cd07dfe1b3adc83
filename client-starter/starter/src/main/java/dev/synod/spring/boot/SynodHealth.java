package dev.synod.spring.boot;

import dev.synod.client.Connection;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether this process has a session, by what it knows itself: it asks nobody. */
final class SynodHealth implements HealthIndicator {

    private final Connection session;

    SynodHealth(Connection session) {
        this.session = session;
    }

    @Override
    public Health health() {
        var state = session.state();
        var health = switch (state) {
            case SAFE, JEOPARDY -> Health.up();
            case CONNECTING, EXPIRED, CLOSED -> Health.outOfService();
        };
        session.session().ifPresent(id -> health.withDetail("session", id));
        return health.withDetail("state", state).build();
    }
}
