/**
 * Records of a journal as bytes: one layout for every journal that stores bytes.
 *
 * <p>Door: {@link dev.synod.server.journal.record.RecordCodec}. Imports: {@code paxos}.
 *
 * <p>Read first: {@link dev.synod.server.journal.record.RecordCodec}.
 */
@NullMarked
package dev.synod.server.journal.record;

import org.jspecify.annotations.NullMarked;
