package dev.synod.spec.trace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What TLC said of a trace.
 *
 * @param steps how many steps of the specification were asked for
 * @param refused the line that is no step of the specification where it stands; empty for a behaviour
 * @param output what TLC printed, for a person to read
 */
public record Verdict(int steps, Optional<String> refused, Path output, Duration took) {

    /** Whether the trace is a behaviour of the specification. */
    public boolean accepted() {
        return refused.isEmpty();
    }
}
