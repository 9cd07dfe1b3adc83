package dev.synod.server.journal.segment;

import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.snapshot.Label;
import dev.synod.server.journal.storage.JournalRefused;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a segment says of itself in its first {@link #SIZE} bytes, which are durable before the segment has its name.
 *
 * @param version of the layout of its records, and of this header: in version 1 no segment begins anew
 * @param birth the random number of its journal, see {@link Place}
 * @param firstBatch the number of the segment's first batch
 * @param capacity bytes that were preallocated, so that a segment cut short is known
 * @param over where the memory begins anew here, the snapshot over which it does; then the first batch, like this
 *     header, is durable before the segment has its name
 */
record SegmentHeader(
        int version, NodeId node, long birth, long number, long firstBatch, int capacity, Optional<Label> over) {

    /** A page: no write of a batch touches the header again. */
    static final int SIZE = 4096;

    private static final long MARK = 0x53594E4F44534547L; // SYNODSEG
    private static final int CHECKSUM_AT = SIZE - Integer.BYTES;
    private static final int ANEW = 1;

    /** The header of a segment of this journal, to be written by this program. */
    static SegmentHeader of(Home home, Origin place, int capacity) {
        return new SegmentHeader(
                RecordCodec.VERSION,
                home.node(),
                home.birth(),
                place.segment(),
                place.firstBatch(),
                capacity,
                place.over());
    }

    boolean isOfToday() {
        return version == RecordCodec.VERSION;
    }

    ByteBuffer toBytes() {
        ByteBuffer block = ByteBuffer.allocate(SIZE)
                .putLong(MARK)
                .putInt(version)
                .putInt(node.number())
                .putLong(birth)
                .putLong(number)
                .putLong(firstBatch)
                .putInt(capacity);
        over.ifPresent(label -> block.putInt(ANEW)
                .putLong(label.number())
                .putLong(label.through().number())
                .putInt(label.length())
                .putInt(label.checksum()));
        return block.clear().putInt(CHECKSUM_AT, checksum(block));
    }

    /** Reads the header of the segment that has the name of segment {@code number}. */
    static SegmentHeader read(ByteBuffer block, Home home, long number) {
        block.clear();
        if (block.getInt(CHECKSUM_AT) != checksum(block) || block.getLong() != MARK) {
            throw home.damaged(number, "the segment's header does not have the right checksum");
        }
        int version = block.getInt();
        if (version > RecordCodec.VERSION) {
            throw new JournalRefused(home.path(number) + " has the layout " + version + " of a newer Synod, this one"
                    + " reads up to " + RecordCodec.VERSION + ": start the newer one, or set synod.node.data-dir to"
                    + " another directory");
        }
        SegmentHeader read = new SegmentHeader(
                version,
                new NodeId(block.getInt()),
                block.getLong(),
                block.getLong(),
                block.getLong(),
                block.getInt(),
                block.getInt() == ANEW ? Optional.of(label(block)) : Optional.empty());
        if (!read.node.equals(home.node()) || read.birth != home.birth() || read.number != number) {
            throw home.damaged(number, "it holds segment " + read.number + " of another journal, of node " + read.node);
        }
        return read;
    }

    private static Label label(ByteBuffer block) {
        return new Label(block.getLong(), new Slot(block.getLong()), block.getInt(), block.getInt());
    }

    private static int checksum(ByteBuffer block) {
        CRC32C crc = new CRC32C();
        crc.update(block.duplicate().clear().limit(CHECKSUM_AT));
        return (int) crc.getValue();
    }
}
