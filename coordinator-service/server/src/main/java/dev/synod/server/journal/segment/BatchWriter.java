package dev.synod.server.journal.segment;

import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.record.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes batches, each behind the one before: one write and one force for all that was appended since the last sync.
 *
 * <p>A batch that outgrows the buffer is written in parts as it grows, its frame last. A batch stands in one segment.
 */
public final class BatchWriter implements Sink {

    /** A batch of this size is synced before it grows further, so that its length stays an int. */
    private static final int ENOUGH = 256 << 20;

    private final Segments segments;
    private final ByteBuffer buffer;
    private final CRC32C checksum = new CRC32C();
    private final SilentSectors sectors = new SilentSectors();
    private Segment segment;

    /** Where the open batch's frame will stand. */
    private long end;

    /** The open batch's number. */
    private long batch;

    /** Records in the open batch. */
    private int records;

    /** Bytes of the open batch's body that left the buffer. */
    private int spilled;

    /** Goes on where {@code batch} belongs: at {@code end} of {@code segment}, where there is nothing but zeros. */
    BatchWriter(Segments segments, Segment segment, long end, long batch) {
        this.segments = segments;
        this.segment = segment;
        this.end = end;
        this.batch = batch;
        this.buffer = ByteBuffer.allocateDirect(segments.sizing().buffer());
        beginBatch();
    }

    /** Adds a record to the open batch. */
    public void append(Persist written) throws IOException {
        long size = RecordCodec.sizeOf(written);
        if (size > RecordCodec.LARGEST) {
            throw new IllegalArgumentException("a record has " + RecordCodec.LARGEST + " bytes or less, not " + size);
        }
        if (records > 0 && spilled + buffer.position() + size > ENOUGH) {
            sync();
        }
        records++;
        RecordCodec.write(written, this);
    }

    /** Makes the open batch durable and begins the next; nothing to do where it has no records. */
    public void sync() throws IOException {
        if (records == 0) {
            return;
        }
        pad();
        if (spilled == 0) {
            writeAtOnce();
        } else {
            spill();
            segment.write(frame(), end);
        }
        segment.file().force();
        end += frame().extent();
        batch++;
        beginBatch();
        if (end > (SegmentHeader.SIZE + segment.header().capacity()) / 2) {
            segments.prepareSpare();
        }
    }

    @Override
    public void putByte(byte value) throws IOException {
        makeRoom(Byte.BYTES);
        buffer.put(value);
    }

    @Override
    public void putInt(int value) throws IOException {
        makeRoom(Integer.BYTES);
        buffer.putInt(value);
    }

    @Override
    public void putLong(long value) throws IOException {
        makeRoom(Long.BYTES);
        buffer.putLong(value);
    }

    @Override
    public void putBytes(byte[] values) throws IOException {
        int put = 0;
        while (put < values.length) {
            makeRoom(1);
            int part = Math.min(values.length - put, buffer.remaining());
            buffer.put(values, put, part);
            put += part;
        }
    }

    private void makeRoom(int size) throws IOException {
        if (buffer.remaining() < size) {
            spill();
        }
    }

    /** Room for the frame is kept before the body, as long as both may leave in one write. */
    private void beginBatch() {
        records = 0;
        spilled = 0;
        buffer.clear().position(Frame.SIZE);
    }

    private void pad() throws IOException {
        int buffered = spilled == 0 ? buffer.position() - Frame.SIZE : buffer.position();
        for (int left = Frame.padding((long) spilled + buffered); left > 0; left--) {
            putByte(Frame.PADDING);
        }
    }

    private void writeAtOnce() throws IOException {
        beginBody();
        int length = buffer.position();
        take(Frame.SIZE, length);
        frame().write(buffer, 0, segment.place(end));
        segment.file().writeAll(buffer.position(0).limit(length), end);
    }

    private void spill() throws IOException {
        int from = 0;
        if (spilled == 0) {
            beginBody();
            from = Frame.SIZE;
        }
        int length = buffer.position();
        long to = end + Frame.SIZE + spilled;
        take(from, length);
        segment.file().writeAll(buffer.position(from).limit(length), to);
        buffer.clear();
    }

    /** Notes what is about to be written, the buffer's bytes between {@code from} and {@code to}. */
    private void take(int from, int to) {
        buffer.position(from).limit(to);
        sectors.see(buffer);
        checksum.update(buffer);
        spilled += to - from;
    }

    /** Finds the open batch its segment: from here on its place is known. */
    private void beginBody() throws IOException {
        long needed = (long) buffer.position() + Frame.SIZE;
        if (end + needed > segment.header().capacity() && end > SegmentHeader.SIZE) {
            turnSegment();
        }
        sectors.begin(end + Frame.SIZE);
        checksum.reset();
    }

    /**
     * Goes on in the next segment. It is durable before this one is closed, so that a closed segment without a next is
     * one whose next was taken away; and this one is closed before a batch is written to the next.
     */
    private void turnSegment() throws IOException {
        Segment next = segments.create(segment.header().number() + 1, batch + 1);
        segment.write(Frame.closing(batch), end);
        segment.file().force();
        segments.release(segment);
        segment = next;
        end = SegmentHeader.SIZE;
        batch++;
    }

    private Frame frame() {
        return new Frame(batch, spilled, records, (int) checksum.getValue(), sectors.count());
    }
}
