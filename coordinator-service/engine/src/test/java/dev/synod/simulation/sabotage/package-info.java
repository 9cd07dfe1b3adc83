/**
 * Nodes that break one law each, made from honest production nodes by lying to them at their ports.
 *
 * <p>Door: {@link Saboteur}. Imports: {@code node}, {@code paxos}, {@code coordination}, {@code simulation.world},
 * {@code simulation.law}.
 *
 * <p>Read first: {@link Saboteur}, then the liars by kind of port.
 */
@NullMarked
package dev.synod.simulation.sabotage;

import org.jspecify.annotations.NullMarked;
