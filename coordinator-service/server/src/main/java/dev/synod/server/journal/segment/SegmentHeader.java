package dev.synod.server.journal.segment;

import dev.synod.paxos.NodeId;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.storage.JournalRefused;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a segment says of itself in its first {@link #SIZE} bytes, which are durable before the segment has its name.
 *
 * @param birth the random number of its journal, see {@link Place}
 * @param firstBatch the number of the segment's first batch
 * @param capacity bytes that were preallocated, so that a segment cut short is known
 */
record SegmentHeader(NodeId node, long birth, long number, long firstBatch, int capacity) {

    /** A page: no write of a batch touches the header again. */
    static final int SIZE = 4096;

    private static final long MARK = 0x53594E4F44534547L; // SYNODSEG
    private static final int CHECKSUM_AT = SIZE - Integer.BYTES;

    ByteBuffer toBytes() {
        ByteBuffer block = ByteBuffer.allocate(SIZE)
                .putLong(MARK)
                .putInt(RecordCodec.VERSION)
                .putInt(node.number())
                .putLong(birth)
                .putLong(number)
                .putLong(firstBatch)
                .putInt(capacity)
                .clear();
        return block.putInt(CHECKSUM_AT, checksum(block));
    }

    /** Reads the header of the segment that has the name of segment {@code number}. */
    static SegmentHeader read(ByteBuffer block, Home home, long number) {
        if (block.getInt(CHECKSUM_AT) != checksum(block) || block.getLong(0) != MARK) {
            throw home.damaged(number, "the segment's header does not have the right checksum");
        }
        int version = block.getInt(8);
        if (version > RecordCodec.VERSION) {
            throw new JournalRefused(home.path(number) + " has the layout " + version + " of a newer Synod, this one"
                    + " reads up to " + RecordCodec.VERSION + ": start the newer one, or set synod.node.data-dir to"
                    + " another directory");
        }
        NodeId node = new NodeId(block.getInt(12));
        SegmentHeader read =
                new SegmentHeader(node, block.getLong(16), block.getLong(24), block.getLong(32), block.getInt(40));
        if (!node.equals(home.node()) || read.birth != home.birth() || read.number != number) {
            throw home.damaged(number, "it holds segment " + read.number + " of another journal, of node " + node);
        }
        return read;
    }

    private static int checksum(ByteBuffer block) {
        CRC32C crc = new CRC32C();
        crc.update(block.duplicate().clear().limit(CHECKSUM_AT));
        return (int) crc.getValue();
    }
}
