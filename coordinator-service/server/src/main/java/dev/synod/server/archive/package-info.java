/**
 * The archive: every event in a database, after the replicated state has let go of it. Started only where asked for.
 *
 * <p>Door: {@link dev.synod.server.archive.Archive}. Imports: {@code coordination}'s values, Spring Data.
 *
 * <p>Read first: {@link dev.synod.server.archive.Archive}, then {@link dev.synod.server.archive.Archivist}.
 */
@NullMarked
package dev.synod.server.archive;

import org.jspecify.annotations.NullMarked;
