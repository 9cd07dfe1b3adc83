/**
 * What nodes did, as lines of JSON that TLC can hold against the specification.
 *
 * <p>Door: {@link Trace}. Imports: {@code paxos}.
 *
 * <p>Read first: "Traces" in {@code spec/README.md}, for the format.
 */
@NullMarked
package dev.synod.trace;

import org.jspecify.annotations.NullMarked;
