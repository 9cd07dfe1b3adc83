package dev.synod.server.journal.segment;

/**
 * What recovery sees where a batch may stand.
 *
 * <p><b>A torn batch or a rotten one?</b> A batch that a crash tore was never acknowledged and is cut off. A batch
 * that was acknowledged and is not whole any more is damage: the node must not vote again. Both fail their checksum.
 * They are told apart by what a crash can do, and what it cannot:
 *
 * <ol>
 *   <li>A batch is written only after the one before was synced. So only the journal's last batch can be torn: a bad
 *       batch with a whole frame anywhere behind it, or with a segment after it, had been durable. Within the torn
 *       batch every order is possible, later pages written and earlier ones not, so that what stands behind a hole is
 *       no evidence as long as it is no frame.
 *   <li>The place of every batch was zeros before, durably: a segment is made of zeros, and where a tail is cut off,
 *       zeros are written and forced before anything else. A disk writes a sector whole or not at all (an assumption).
 *       So a torn batch has a sector that is all zeros and was not to be; a batch without one arrived whole once, and
 *       was changed later. See {@link SilentSectors}.
 *   <li>A process killed in a write leaves a beginning of it, of any length. Then the last byte of the frame or of the
 *       body is zero, and none ends with a zero.
 *   <li>Files keep their length: a segment shorter than it was made was cut by somebody.
 * </ol>
 *
 * <p>Detected is: every change before the last batch; in the last batch, every change that leaves its last bytes not
 * zero and no sector all zeros, so every flipped bit; a segment that is missing, shortened or from elsewhere. Not
 * detected is: a whole sector of the very last batch that comes back as zeros, a write that the disk confirmed and
 * lost. It looks like a torn one, and that batch is forgotten; the next batch that is synced ends this. Nor can a
 * journal see that all of it was put back to an earlier state: a node id never goes back to an older copy of its disk.
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
