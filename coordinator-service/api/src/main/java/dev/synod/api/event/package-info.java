/**
 * The REST records of events, their topics and the cursors of those who read them.
 *
 * <p>Door: {@link Event}. Imports: {@code dev.synod.api.clock} and Jackson's annotations.
 *
 * <p>Read first: {@link Event}.
 */
@NullMarked
package dev.synod.api.event;

import org.jspecify.annotations.NullMarked;
