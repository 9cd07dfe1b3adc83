/**
 * Logical clocks: which event happened before which, told by nobody's wall clock. Values, but for one process's own
 * clock.
 *
 * <p>Door: {@link dev.synod.api.clock.CausalContext} and {@link dev.synod.api.clock.CausalStamp}. Imports: {@code
 * java.lang}, {@code java.util}, jspecify, and Jackson's annotations where JSON differs from the type.
 *
 * <p>Read first: {@link dev.synod.api.clock.LamportClock}, {@link dev.synod.api.clock.VectorClock}, then {@link
 * dev.synod.api.clock.CausalStamp}.
 */
@NullMarked
package dev.synod.api.clock;

import org.jspecify.annotations.NullMarked;
