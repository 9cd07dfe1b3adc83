/**
 * The rows of a journal in a database: entities, and the questions asked about them.
 *
 * <p>Door: {@link dev.synod.server.journal.jpa.row.NodeRows} and its like. Imports: {@code journal.record}.
 *
 * <p>Read first: the migration {@code V1__journal.sql}, then {@link dev.synod.server.journal.jpa.row.NodeRow}.
 */
@NullMarked
package dev.synod.server.journal.jpa.row;

import org.jspecify.annotations.NullMarked;
