/**
 * The replicated state itself: sessions, locks, elections, and what each command makes of them. Pure.
 *
 * <p>Door: {@link Coordination#apply}. Imports: {@code coordination}, {@code java.util}.
 *
 * <p>Read first: {@link Coordination}, then {@link Step}, {@link Locks}, {@link LockEntry}; then the others.
 */
@NullMarked
package dev.synod.coordination.state;

import org.jspecify.annotations.NullMarked;
