/**
 * The node: one loop that joins Paxos and the coordination state to a journal, a transport and a clock.
 *
 * <p>Door: {@link Coordinator}. Imports: {@code paxos}, {@code coordination}, {@code java.util.concurrent}; no
 * framework.
 *
 * <p>Read first: {@link Node}, then the ports {@link Journal}, {@link Transport}, {@link Clock}, {@link Dice}.
 */
@NullMarked
package dev.synod.node;

import org.jspecify.annotations.NullMarked;
