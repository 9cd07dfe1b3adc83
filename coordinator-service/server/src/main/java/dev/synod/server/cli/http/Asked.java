package dev.synod.server.cli.http;

import java.net.URI;
import picocli.CommandLine.Option;

/** The option that names the instance which a verb asks. */
public final class Asked {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:SYNOD_URL:-http://localhost:7171}",
            description = "the instance (default SYNOD_URL, else http://localhost:7171)")
    private URI url = URI.create("http://localhost:7171");

    /** It, with nothing asked of it yet. */
    public Instance instance() {
        return new Instance(url);
    }
}
