/**
 * The journal's segments: how batches of records are laid out, written, and told again after a crash.
 *
 * <p>Door: {@link dev.synod.server.journal.segment.Segments}. Imports: {@code record}, {@code storage}.
 *
 * <p>Read first: {@link dev.synod.server.journal.segment.Frame}, {@link dev.synod.server.journal.segment.Sighting}.
 */
@NullMarked
package dev.synod.server.journal.segment;

import org.jspecify.annotations.NullMarked;
