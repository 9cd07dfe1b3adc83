package dev.synod.server.journal.segment;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before the records that one sync made durable: a batch. The body follows: records, then padding.
 *
 * <p>The batch is the unit that is durable or not, so it is the unit that has a checksum; the frame has one of its own,
 * so that a damaged body still has a known extent. Frames stand at multiples of {@link #SIZE}: none straddles a sector.
 *
 * <pre>
 * batch (8)  length (4)  records (4)  body's checksum (4)  silent sectors (4)  frame's checksum (4)  mark (4)
 * </pre>
 *
 * @param batch 1 for the journal's first, and no number is left out
 * @param length of the body; a multiple of {@link #SIZE}, and 0 in a closing frame, which ends a segment
 * @param records how many
 * @param checksum of the body, CRC32C
 * @param silent how many of the body's sectors hold nothing but zeros, see {@link SilentSectors}
 */
record Frame(long batch, int length, int records, int checksum, int silent) {

    static final int SIZE = 32;

    /** Ends every body. Not zero, so that a body of which only the beginning was written is known by its last byte. */
    static final byte PADDING = (byte) 0xA5;

    /** Ends every frame, and its last byte is not zero, for the same reason. */
    private static final int MARK = 0x73796E66;

    private static final int MARK_AT = SIZE - Integer.BYTES;
    private static final int CHECKSUM_AT = MARK_AT - Integer.BYTES;

    static Frame closing(long batch) {
        return new Frame(batch, 0, 0, 0, 0);
    }

    /** Bytes of padding after {@code unpadded} bytes of records: at least one. */
    static int padding(long unpadded) {
        return SIZE - (int) (unpadded % SIZE);
    }

    boolean isClosing() {
        return length == 0;
    }

    /** Bytes from this frame to the next. */
    long extent() {
        return SIZE + (long) length;
    }

    /** Writes this frame as it is at {@code place} to the {@link #SIZE} bytes from {@code at} on. */
    void write(ByteBuffer buffer, int at, Place place) {
        buffer.putLong(at, batch)
                .putInt(at + 8, length)
                .putInt(at + 12, records)
                .putInt(at + 16, checksum)
                .putInt(at + 20, silent)
                .putInt(at + CHECKSUM_AT, checksum(place))
                .putInt(at + MARK_AT, MARK);
    }

    /** The frame in the {@link #SIZE} bytes from {@code at} on, or empty where none is whole there. */
    static Optional<Frame> read(ByteBuffer buffer, int at, Place place) {
        if (buffer.getInt(at + MARK_AT) != MARK) {
            return Optional.empty();
        }
        Frame frame = new Frame(
                buffer.getLong(at),
                buffer.getInt(at + 8),
                buffer.getInt(at + 12),
                buffer.getInt(at + 16),
                buffer.getInt(at + 20));
        boolean whole = buffer.getInt(at + CHECKSUM_AT) == frame.checksum(place);
        return whole ? Optional.of(frame) : Optional.empty();
    }

    private int checksum(Place place) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(3 * Long.BYTES + CHECKSUM_AT)
                .putLong(place.birth())
                .putLong(place.segment())
                .putLong(place.offset())
                .putLong(batch)
                .putInt(length)
                .putInt(records)
                .putInt(checksum)
                .putInt(silent)
                .flip());
        return (int) crc.getValue();
    }
}
