/**
 * The events of the replicated state: topics with their newest events, who published, what each stamp may say. Pure.
 *
 * <p>Door: {@link Topics}. Imports: {@code coordination}, its names and codec, {@code dev.synod.api.clock}.
 *
 * <p>Read first: {@link Topics}, then {@link Processes}.
 */
@NullMarked
package dev.synod.coordination.event;

import org.jspecify.annotations.NullMarked;
