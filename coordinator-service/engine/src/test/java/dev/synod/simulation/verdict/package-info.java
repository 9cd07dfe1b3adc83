/**
 * What can be judged only when a run is over: the whole ledger against all that clients were told.
 *
 * <p>Door: {@link Verdict}. Imports: {@code coordination}, {@code simulation.history}, {@code simulation.law}.
 *
 * <p>Read first: {@link Chronicle}, then {@link ReplayChecker}; of events {@link Happenings}, then
 * {@link CausalChecker}.
 */
@NullMarked
package dev.synod.simulation.verdict;

import org.jspecify.annotations.NullMarked;
