package dev.synod.client.rest;

import dev.synod.client.SynodException;
import java.time.Duration;

/** No endpoint has settled a request yet, and there is time to send it again. */
final class TryAgain extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Duration pause;

    TryAgain(SynodException cause, Duration pause) {
        super(cause);
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }
}
