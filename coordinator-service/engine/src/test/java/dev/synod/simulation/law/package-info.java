/**
 * The laws as onlookers hold them: each checker watches the ports of all nodes and keeps its own books.
 *
 * <p>Door: {@link Lawbook}. Imports: {@code node}, {@code paxos}, {@code coordination}, {@code simulation.world}.
 *
 * <p>Read first: {@link Law}, {@link Ledger}; then {@link AgreementChecker}, {@link PromiseChecker}.
 */
@NullMarked
package dev.synod.simulation.law;

import org.jspecify.annotations.NullMarked;
