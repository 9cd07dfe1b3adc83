/**
 * Does the archive keep every event, once, and tell it as it was?
 *
 * <p>Door: {@link dev.synod.server.archive.ArchiveContract}. Imports: the archive, real databases.
 *
 * <p>Read first: {@link dev.synod.server.archive.ArchiveContract}, then {@link dev.synod.server.archive.Story}.
 */
@NullMarked
package dev.synod.server.archive;

import org.jspecify.annotations.NullMarked;
