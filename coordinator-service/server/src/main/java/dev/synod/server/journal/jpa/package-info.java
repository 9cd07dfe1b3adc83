/**
 * The journal in the rows of a PostgreSQL database: for nodes without a disk of their own.
 *
 * <p>Door: {@link dev.synod.server.journal.jpa.JpaJournal}. Imports: {@code node}'s port, {@code paxos}, Spring Data.
 *
 * <p>Read first: {@link dev.synod.server.journal.jpa.JpaJournal}, then {@link dev.synod.server.journal.jpa.Claim}.
 */
@NullMarked
package dev.synod.server.journal.jpa;

import org.jspecify.annotations.NullMarked;
