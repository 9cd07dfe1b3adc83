package dev.synod.embedded;

import dev.synod.client.SynodClient;
import dev.synod.client.SynodClientContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Does an engine on the machine's clock do what every client promises? */
@Timeout(60)
class RunningClusterTest extends SynodClientContract {

    private final EmbeddedCluster cluster = EmbeddedCluster.running();
    private final SynodClient client = cluster.connect();

    @Override
    protected SynodClient client() {
        return client;
    }

    @AfterEach
    void close() {
        cluster.close();
    }
}
