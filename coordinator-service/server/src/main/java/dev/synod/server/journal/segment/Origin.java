package dev.synod.server.journal.segment;

import dev.synod.server.journal.snapshot.Label;
import java.util.Optional;

/**
 * Where a journal begins: at the newest segment that begins anew over a snapshot, or at the first of all. Segments
 * before it are what a crash left of a deletion, and count for nothing.
 *
 * @param segment its number
 * @param firstBatch the number of its first batch
 */
public record Origin(long segment, long firstBatch, Optional<Label> over) {

    static final Origin FIRST = new Origin(1, 1, Optional.empty());
}
