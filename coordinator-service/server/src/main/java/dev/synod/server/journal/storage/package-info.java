/**
 * The file system as far as a journal needs it, and what a journal says when the disk is not as it must be.
 *
 * <p>Door: {@link dev.synod.server.journal.storage.Storage}. Imports: {@code java.nio} only.
 *
 * <p>Read first: {@link dev.synod.server.journal.storage.Storage}, where tests put in a disk that fails.
 */
@NullMarked
package dev.synod.server.journal.storage;

import org.jspecify.annotations.NullMarked;
