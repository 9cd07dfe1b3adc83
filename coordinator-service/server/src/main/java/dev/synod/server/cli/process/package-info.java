/**
 * Processes that must end when they should: this one with its parent, and the ones that a verb starts.
 *
 * <p>Door: {@link Parent}, {@link Ending}. Imports: {@code java.lang.Process}.
 *
 * <p>Read first: {@link Ending}.
 */
@NullMarked
package dev.synod.server.cli.process;

import org.jspecify.annotations.NullMarked;
