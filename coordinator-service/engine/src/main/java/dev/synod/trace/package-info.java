/**
 * What nodes did, as lines of JSON that TLC can hold against the specification.
 *
 * <p>Door: {@link dev.synod.trace.Trace}. Uses {@code paxos} only. The format is described in spec/README.md.
 */
@NullMarked
package dev.synod.trace;

import org.jspecify.annotations.NullMarked;
