/**
 * Simulated client processes: they open sessions, take locks, one or several, stand in elections, run jobs, publish,
 * read, tell each other what they know, retry and hang up, each by its own clock.
 *
 * <p>Door: {@link Crowd}. Imports: {@code node}, {@code coordination}, {@code simulation.world}, {@code .history}.
 *
 * <p>Read first: {@link Door}, {@link Client}; then {@link LockUser}.
 */
@NullMarked
package dev.synod.simulation.client;

import org.jspecify.annotations.NullMarked;
