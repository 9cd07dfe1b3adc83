package dev.synod.server.journal.segment;

import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.record.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes one batch to a place that has room for it: with one write where it fits into the buffer, else in parts as it
 * grows, its frame last.
 */
final class BatchBody implements Sink {

    private final ByteBuffer buffer;
    private final Segment segment;
    private final long offset;
    private final CRC32C checksum = new CRC32C();
    private final SilentSectors sectors = new SilentSectors();

    /** Bytes of the body that left the buffer. */
    private int spilled;

    /** A batch at {@code offset} of {@code segment}, where there is nothing but zeros. */
    BatchBody(ByteBuffer buffer, Segment segment, long offset) {
        this.buffer = buffer;
        this.segment = segment;
        this.offset = offset;
    }

    /** Bytes that a batch takes whose records take {@code size}. */
    static long extent(long size) {
        return Frame.SIZE + size + Frame.padding(size);
    }

    /** Writes the batch {@code number}, and tells how many bytes it takes. Not durable yet. */
    long write(long number, List<Persist> records) throws IOException {
        // Room for the frame is kept before the body, as long as both may leave in one write.
        buffer.clear().position(Frame.SIZE);
        sectors.begin(offset + Frame.SIZE);
        for (Persist written : records) {
            RecordCodec.write(written, this);
        }
        pad();
        if (spilled == 0) {
            return writeAtOnce(number, records.size());
        }
        spill();
        Frame frame = frame(number, records.size());
        segment.write(frame, offset);
        return frame.extent();
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

    private void pad() throws IOException {
        int buffered = spilled == 0 ? buffer.position() - Frame.SIZE : buffer.position();
        for (int left = Frame.padding((long) spilled + buffered); left > 0; left--) {
            putByte(Frame.PADDING);
        }
    }

    private long writeAtOnce(long number, int records) throws IOException {
        int length = buffer.position();
        take(Frame.SIZE, length);
        Frame frame = frame(number, records);
        frame.write(buffer, 0, segment.place(offset));
        segment.file().writeAll(buffer.position(0).limit(length), offset);
        return frame.extent();
    }

    private void spill() throws IOException {
        int from = spilled == 0 ? Frame.SIZE : 0;
        int length = buffer.position();
        long to = offset + Frame.SIZE + spilled;
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

    private Frame frame(long number, int records) {
        return new Frame(number, spilled, records, (int) checksum.getValue(), sectors.count());
    }
}
