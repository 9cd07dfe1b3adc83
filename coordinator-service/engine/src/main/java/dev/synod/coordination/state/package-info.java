/**
 * The replicated state itself: sessions, locks, elections, and what each command makes of them. Pure.
 *
 * <p>Door: {@link Coordination#apply}. Imports: {@code coordination}, {@code java.util}. Read first: {@link Coordination}.
 */
@NullMarked
package dev.synod.coordination.state;

import org.jspecify.annotations.NullMarked;
