package dev.synod.server.journal.segment;

import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.record.MalformedRecord;
import dev.synod.server.journal.record.RecordCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Reads a segment after a crash; see {@link Sighting} for what it believes, and why. */
final class SegmentReader {

    /** A multiple of {@link Frame#SIZE}, so that no frame straddles two readings. */
    private static final int READING = 16 << 10;

    private final Segment segment;
    private final long size;
    private final ByteBuffer reading = ByteBuffer.allocate(READING);

    SegmentReader(Segment segment) throws IOException {
        this.segment = segment;
        this.size = segment.file().size();
    }

    /** What stands at {@code offset}, where batch {@code batch} or a closing frame of that number may stand. */
    Sighting at(long offset, long batch) throws IOException {
        read(offset, Frame.SIZE);
        Optional<Frame> found = Frame.read(reading, 0, segment.place(offset));
        if (found.isEmpty()) {
            return withoutFrame(offset);
        }
        Frame frame = found.get();
        if (frame.batch() != batch) {
            return new Sighting.Rotten("batch " + frame.batch() + " stands where batch " + batch + " belongs");
        }
        return frame.isClosing() ? new Sighting.Closed() : withFrame(frame, offset);
    }

    /** Tells the records of a whole batch. */
    void tell(Frame frame, long offset, Consumer<Persist> memory) throws IOException {
        BodySource body = new BodySource(segment.file(), offset + Frame.SIZE, frame.length());
        for (int number = 0; number < frame.records(); number++) {
            try {
                memory.accept(RecordCodec.read(body));
            } catch (MalformedRecord unreadable) {
                throw segment.damaged(offset, String.valueOf(unreadable.getMessage()));
            }
        }
    }

    /** The offset behind the last byte from {@code offset} on that is not zero, or {@code offset}. */
    long silentFrom(long offset) throws IOException {
        long end = offset;
        for (long at = offset; at < size; at += READING) {
            int last = readAtMost(at);
            while (last > 0 && reading.get(last - 1) == 0) {
                last--;
            }
            end = last > 0 ? at + last : end;
        }
        return end;
    }

    private Sighting withoutFrame(long offset) throws IOException {
        boolean silent = SilentSectors.isSilent(reading, 0, Frame.SIZE);
        boolean cutShort = reading.get(Frame.SIZE - 1) == 0;
        if (silent && silentFrom(offset) == offset) {
            return new Sighting.Untouched();
        }
        return cutShort ? torn(offset) : new Sighting.Rotten("a batch's frame was changed after it was written");
    }

    private Sighting withFrame(Frame frame, long offset) throws IOException {
        long from = offset + Frame.SIZE;
        long to = offset + frame.extent();
        SilentSectors sectors = new SilentSectors();
        sectors.begin(from);
        CRC32C crc = new CRC32C();
        byte last = 0;
        for (long at = from; at < to; at += READING) {
            int count = (int) Math.min(READING, to - at);
            read(at, count);
            sectors.see(reading);
            last = reading.get(count - 1);
            crc.update(reading);
        }
        if ((int) crc.getValue() == frame.checksum()) {
            return new Sighting.Whole(frame);
        }
        boolean incomplete = sectors.count() > frame.silent() || last == 0;
        return incomplete ? torn(offset) : new Sighting.Rotten("a batch was changed after it was written");
    }

    private Sighting torn(long offset) throws IOException {
        OptionalLong later = frameBehind(offset);
        return later.isEmpty()
                ? new Sighting.Torn()
                : new Sighting.Rotten("a batch is not whole, and at offset " + later.getAsLong()
                        + " stands another that was written after it had been durable");
    }

    private OptionalLong frameBehind(long offset) throws IOException {
        for (long start = offset + Frame.SIZE; start < size; start += READING) {
            int count = readAtMost(start);
            for (int at = 0; at + Frame.SIZE <= count; at += Frame.SIZE) {
                if (Frame.read(reading, at, segment.place(start + at)).isPresent()) {
                    return OptionalLong.of(start + at);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Reads up to the file's end, or as much as is read at once; tells how much that was. */
    private int readAtMost(long offset) throws IOException {
        int count = (int) Math.min(READING, size - offset);
        read(offset, count);
        return count;
    }

    /** Reads {@code count} bytes; past the file's end there are zeros. */
    private void read(long offset, int count) throws IOException {
        reading.clear().limit(count);
        segment.file().readAll(reading, offset);
        reading.flip();
    }
}
