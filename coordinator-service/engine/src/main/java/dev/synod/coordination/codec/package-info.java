/**
 * Commands as bytes, and the parts that states are written of too: versioned, the same for ever.
 *
 * <p>Door: {@code CommandCodec}. Imports: {@code coordination}, {@code java.nio}. Read first: {@code CommandCodec}.
 */
@NullMarked
package dev.synod.coordination.codec;

import org.jspecify.annotations.NullMarked;
