/**
 * Snapshots in files: written beside, whole before they have a name, verified whole when they are read.
 *
 * <p>Door: {@link dev.synod.server.journal.snapshot.Snapshots}. Imports: {@code node}'s port, {@code storage}.
 *
 * <p>Read first: {@link dev.synod.server.journal.snapshot.Label}.
 */
@NullMarked
package dev.synod.server.journal.snapshot;

import org.jspecify.annotations.NullMarked;
