package dev.synod.client.rest;

import dev.synod.client.SynodClient;
import dev.synod.client.SynodClientContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Does the REST client do against a real server what every client must? At its first endpoint nobody answers. */
class RestSynodClientIT extends SynodClientContract {

    private static Optional<ServerProcess> server = Optional.empty();
    private static Optional<RestSynodClient> client = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path directory) {
        var process = new ServerProcess(directory);
        server = Optional.of(process);
        process.awaitReady();
        client = Optional.of(
                new RestSynodClient(RestSettings.of(List.of(URI.create("http://127.0.0.1:1"), process.address()))));
    }

    @AfterAll
    static void end() {
        server.ifPresent(ServerProcess::close);
    }

    @Override
    protected SynodClient client() {
        return client.orElseThrow();
    }
}
