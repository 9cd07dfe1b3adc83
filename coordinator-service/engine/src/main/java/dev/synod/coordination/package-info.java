/**
 * The words of the replicated state machine: commands go in, outcomes and changes come out. No time, no chance, no I/O.
 *
 * <p>Door: {@link Command} and {@link Outcome}; the machine is {@code dev.synod.coordination.state.Coordination}.
 * Imports: {@code java.util}, {@code java.time} as values, jspecify. It does not know Paxos.
 *
 * <p>Read first: {@link Command}, then {@link Outcome}.
 */
@NullMarked
package dev.synod.coordination;

import org.jspecify.annotations.NullMarked;
