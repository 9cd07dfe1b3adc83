package dev.synod.server.cli.cluster;

import dev.synod.server.cli.http.Instance;
import java.net.URI;
import picocli.CommandLine.Option;

/** The instance that a verb asks. */
final class Asked {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:SYNOD_URL:-http://localhost:7171}",
            description = "the instance (default SYNOD_URL, else http://localhost:7171)")
    private URI url = URI.create("http://localhost:7171");

    Instance instance() {
        return new Instance(url);
    }
}
