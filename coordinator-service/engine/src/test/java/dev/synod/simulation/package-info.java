/**
 * Whole runs of production nodes in a simulated world: one seed, one run, the same every time.
 *
 * <p>Door: {@link Simulate}, and {@code ./synod simulate --help}. Imports: everything below it; JUnit in tests only.
 *
 * <p>Read first: {@link Simulation}; then {@code world}, {@code law}, {@code history}, {@code verdict}, {@code
 * sabotage}.
 */
@NullMarked
package dev.synod.simulation;

import org.jspecify.annotations.NullMarked;
