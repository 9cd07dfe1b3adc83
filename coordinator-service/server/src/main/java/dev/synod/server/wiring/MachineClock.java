package dev.synod.server.wiring;

import dev.synod.node.Clock;
import java.time.Instant;

/** The machine's clocks. */
final class MachineClock implements Clock {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }
}
