/**
 * The simulated world: virtual time, chance, clocks, journals, the network, and the machines that run production nodes.
 *
 * <p>Door: {@link World}. Imports: {@code node}, {@code paxos}, {@code java.util}; no thread, no real time.
 *
 * <p>Read first: {@link EventQueue}, {@link Machine}; then {@link SimulatedJournal}, {@link Network}.
 */
@NullMarked
package dev.synod.simulation.world;

import org.jspecify.annotations.NullMarked;
