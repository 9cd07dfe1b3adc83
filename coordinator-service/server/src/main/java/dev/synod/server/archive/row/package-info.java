/**
 * The archive's tables, and what is asked of them.
 *
 * <p>Door: {@link dev.synod.server.archive.row.EventRows}. Imports: {@code coordination}'s values, Spring Data.
 *
 * <p>Read first: {@link dev.synod.server.archive.row.ProgressRows}, then {@link dev.synod.server.archive.row.EventRow}.
 */
@NullMarked
package dev.synod.server.archive.row;

import org.jspecify.annotations.NullMarked;
