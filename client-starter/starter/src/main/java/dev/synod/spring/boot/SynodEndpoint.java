package dev.synod.spring.boot;

import dev.synod.client.Connection;
import dev.synod.client.Lease;
import dev.synod.spring.advice.Advice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/synod}: this process's session, where it stands, and who leads instead of it. */
@Endpoint(id = "synod")
final class SynodEndpoint {

    private final Connection session;
    private final Advice advice;

    SynodEndpoint(Connection session, Advice advice) {
        this.session = session;
        this.advice = advice;
    }

    @ReadOperation
    Shown synod() {
        var elections = advice.standings().all().stream()
                .map(standing -> new Stood(
                        standing.election(),
                        standing.stands(),
                        standing.leadership().map(Lease::fencingToken),
                        standing.leader()))
                .toList();
        return new Shown(session.session(), session.state(), session.remaining(), elections);
    }

    /** All that is shown. */
    record Shown(Optional<String> session, Connection.State state, Duration remaining, List<Stood> elections) {}

    /**
     * An election.
     *
     * @param fencingToken of this process's lead, where it leads
     * @param leader who leads, as last heard
     */
    record Stood(String election, boolean stands, Optional<Long> fencingToken, Optional<String> leader) {}
}
