/**
 * What annotations cost their methods.
 *
 * <p>Door: {@link LeaderOnlyCost}. Imports: JMH, Spring, the starter.
 *
 * <p>Read first: {@link LeaderOnlyCost}.
 */
@NullMarked
package dev.synod.test.cost;

import org.jspecify.annotations.NullMarked;
