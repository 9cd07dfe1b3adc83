/**
 * The journal in files: what a node promised and voted for, durable before it speaks.
 *
 * <p>Door: {@link dev.synod.server.journal.FileJournal}. Imports: {@code node}'s port, {@code paxos}.
 *
 * <p>Read first: {@link dev.synod.server.journal.FileJournal}, then the packages {@code segment} and {@code record}.
 */
@NullMarked
package dev.synod.server.journal;

import org.jspecify.annotations.NullMarked;
