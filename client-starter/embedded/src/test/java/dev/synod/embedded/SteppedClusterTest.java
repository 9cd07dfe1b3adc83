package dev.synod.embedded;

import dev.synod.client.SynodClient;
import dev.synod.client.SynodClientContract;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;

/** Does an engine in virtual time do what every client promises? */
@Timeout(60)
class SteppedClusterTest extends SynodClientContract {

    private final VirtualTimers timers = new VirtualTimers();
    private final EmbeddedCluster cluster = EmbeddedCluster.on(timers);
    private final SynodClient client = cluster.connect();

    @Override
    protected SynodClient client() {
        return client;
    }

    /** Somebody waits for it, perhaps in a moment. */
    @Override
    protected void letPass(Duration time) {
        Until.holds(() -> cluster.waiting() > 0);
        timers.advance(time);
    }
}
