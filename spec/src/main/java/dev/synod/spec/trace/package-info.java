/**
 * Checks that what nodes did is a behaviour of {@code MultiPaxos}: makes a module of their trace, and has TLC walk it.
 *
 * <p>Door: {@link TraceCheck}. Imports: TLC, Jackson; nothing of Synod.
 *
 * <p>Read first: {@code spec/README.md}, "Traces", then {@code TraceMultiPaxos.tla}.
 */
@NullMarked
package dev.synod.spec.trace;

import org.jspecify.annotations.NullMarked;
