package dev.synod.node;

import java.time.Instant;

/** Time, as the node's machine tells it. */
public interface Clock {

    /** Monotonic nanoseconds from an arbitrary origin: counts patience and time to live. */
    long nanos();

    /** Wall-clock time: rides along for people to read, decides nothing. */
    Instant wall();
}
