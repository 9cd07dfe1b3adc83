/**
 * What a broken law looks like, the same in every pure room.
 *
 * <p>Door: {@link dev.synod.invariant.InvariantViolation}. Imports: {@code java.lang} only. Read first: the enums
 * {@code Invariant} of the rooms {@code paxos} and {@code coordination}.
 */
@NullMarked
package dev.synod.invariant;

import org.jspecify.annotations.NullMarked;
