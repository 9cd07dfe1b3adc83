/**
 * The state's words as the API's: one JSON of each thing, wherever it is shown or kept.
 *
 * <p>Door: {@link Shown} and {@link ShownEvent}. Imports: {@code dev.synod.api}, {@code dev.synod.coordination},
 * Jackson.
 *
 * <p>Read first: {@link Shown}.
 */
@NullMarked
package dev.synod.server.shown;

import org.jspecify.annotations.NullMarked;
