/**
 * What clients asked and were told, and whether one order of instants explains it.
 *
 * <p>Door: {@link History}. Imports: {@code coordination}, {@code node.Answer}, {@code simulation.law}.
 *
 * <p>Read first: {@link Operation}, then {@link LinearizabilityChecker} and the models {@link LockModel} and
 * {@link ElectionModel}.
 */
@NullMarked
package dev.synod.simulation.history;

import org.jspecify.annotations.NullMarked;
