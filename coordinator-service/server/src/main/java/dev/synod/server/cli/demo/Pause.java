package dev.synod.server.cli.demo;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A short wait between two looks. */
final class Pause {

    private Pause() {}

    /** @throws InterruptedIOException where the demo is stopped meanwhile, as its requests do */
    static void of(Duration time) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }
}
