package dev.synod.spring.boot;

import dev.synod.client.SynodException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** An application that requires a session at its start, and has none. */
final class NoCoordinatorException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final String asked;

    /**
     * With what was heard last.
     *
     * @param cause why the wait ended
     */
    NoCoordinatorException(List<URI> endpoints, Duration patience, String heard, SynodException cause) {
        super(
                "no Synod coordinator gave this process a session within " + patience.toMillis() + " ms, and"
                        + " synod.client.start=required asks for one: " + heard,
                cause);
        asked = endpoints.stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    /** The coordinators. */
    String asked() {
        return asked;
    }
}
