package dev.synod.server.journal.snapshot;

import dev.synod.server.journal.storage.JournalRefused;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first {@link #SIZE} bytes of a snapshot's file; the content follows, and nothing behind it.
 *
 * <pre>
 * mark (8)  version (4)  node (4)  birth (8)  number (8)  slot (8)  length (4)  content's checksum (4)
 * zeros (12)  header's checksum (4)
 * </pre>
 */
record SnapshotHeader(Shelf shelf, Label label) {

    /** The layout of the file; that of the content is the content's own affair. */
    static final int VERSION = 1;

    static final int SIZE = 64;

    private static final long MARK = 0x53594E4F44534E50L; // SYNODSNP
    private static final int CHECKSUM_AT = SIZE - Integer.BYTES;

    ByteBuffer toBytes() {
        ByteBuffer block = ByteBuffer.allocate(SIZE)
                .putLong(MARK)
                .putInt(VERSION)
                .putInt(shelf.node().number())
                .putLong(shelf.birth())
                .putLong(label.number())
                .putLong(label.through().number())
                .putInt(label.length())
                .putInt(label.checksum())
                .clear();
        return block.putInt(CHECKSUM_AT, checksum(block));
    }

    /** Holds where {@code block} is the header that this one was written as. */
    void check(ByteBuffer block) {
        if (block.getInt(CHECKSUM_AT) != checksum(block) || block.getLong(0) != MARK) {
            throw shelf.damaged(label, "the snapshot's header does not have the right checksum");
        }
        int version = block.getInt(8);
        if (version > VERSION) {
            throw new JournalRefused(shelf.path(label) + " has the layout " + version + " of a newer Synod, this one"
                    + " reads up to " + VERSION + ": start the newer one, or set synod.node.data-dir to another"
                    + " directory");
        }
        if (!block.equals(toBytes())) {
            throw shelf.damaged(label, "it is not the snapshot that the journal begins with");
        }
    }

    private static int checksum(ByteBuffer block) {
        CRC32C crc = new CRC32C();
        crc.update(block.duplicate().clear().limit(CHECKSUM_AT));
        return (int) crc.getValue();
    }
}
