package dev.synod.server.journal.segment;

/**
 * What recovery sees where a batch may stand.
 *
 * <p><b>A torn batch or a rotten one?</b> A batch that a crash tore was never acknowledged and is cut off; a batch that
 * was acknowledged and is not whole any more is damage, and the node must not vote again. Both fail their checksum. They
 * are told apart by what a crash can do, and what it cannot:
 *
 * <ol>
 *   <li>A batch is written only after the one before was synced. So only the last batch of the journal can be torn:
 *       where a whole frame stands anywhere behind, or a segment follows, the bad batch had been durable, and it rots.
 *       Within the torn batch all orders are possible, later pages written and earlier ones not: what stands behind the
 *       hole is not evidence, as long as it is no frame.
 *   <li>The place of every batch was zeros before, durably: a segment is made of zeros, and where a tail is cut off,
 *       zeros are written and forced before anything else. A disk writes a sector whole or not at all (assumption). So a
 *       torn batch has a sector, or what it fills of one, that is still silent, that is all zeros, though it was not to
 *       be; a batch with no such sector arrived whole once, and was changed later. See {@link SilentSectors}.
 *   <li>A process killed in the middle of a write leaves a beginning of it, of any length. Then the last byte is zero;
 *       no frame and no body ends with a zero.
 *   <li>Files keep their length: a segment shorter than it was made was cut by somebody.
 * </ol>
 *
 * What is detected: every change anywhere before the last batch; in the last batch every change that leaves no sector
 * silent and the last byte not zero, so every flipped bit; a segment that is missing, shortened or from elsewhere. What
 * is not: a disk that gives back zeros for a whole sector of the very last batch (a lost write that it had confirmed) is
 * taken for a torn write, and that batch is forgotten, until the next batch is synced. Nor can any journal see that all
 * of it was put back to an earlier state, or deleted: the id of a node never goes back to an older copy of its disk.
 */
sealed interface Sighting {

    /** A batch, whole. */
    record Whole(Frame frame) implements Sighting {}

    /** No batch that can be believed. */
    sealed interface End extends Sighting {}

    /** The segment ends here, and another follows. */
    record Closed() implements End {}

    /** Nothing but zeros, here and behind. */
    record Untouched() implements End {}

    /** The remains of a batch that was never acknowledged. */
    record Torn() implements End {}

    /** Something that no crash leaves behind. */
    record Rotten(String what) implements End {}
}
