package dev.synod.server.journal.segment;

import dev.synod.server.journal.record.MalformedRecord;
import dev.synod.server.journal.record.Source;
import dev.synod.server.journal.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of a batch, read in parts: it may be larger than one likes to hold at once. */
final class BodySource implements Source {

    private static final int READING = 16 << 10;

    private final StoredFile file;
    private final ByteBuffer reading;
    private long next;
    private long unread;

    BodySource(StoredFile file, long offset, int length) {
        this.file = file;
        this.next = offset;
        this.unread = length;
        this.reading = ByteBuffer.allocate(Math.min(READING, length)).flip();
    }

    @Override
    public long remaining() {
        return unread + reading.remaining();
    }

    @Override
    public byte getByte() throws IOException {
        need(Byte.BYTES);
        return reading.get();
    }

    @Override
    public int getInt() throws IOException {
        need(Integer.BYTES);
        return reading.getInt();
    }

    @Override
    public long getLong() throws IOException {
        need(Long.BYTES);
        return reading.getLong();
    }

    @Override
    public byte[] getBytes(int count) throws IOException {
        if (count < 0) {
            throw new MalformedRecord(count + " bytes");
        }
        checkLeft(count);
        byte[] bytes = new byte[count];
        int filled = 0;
        while (filled < count) {
            need(1);
            int part = Math.min(count - filled, reading.remaining());
            reading.get(bytes, filled, part);
            filled += part;
        }
        return bytes;
    }

    private void need(int count) throws IOException {
        checkLeft(count);
        if (reading.remaining() >= count) {
            return;
        }
        reading.compact();
        reading.limit((int) Math.min(reading.capacity(), reading.position() + unread));
        int added = reading.remaining();
        file.readAll(reading, next);
        reading.flip();
        next += added;
        unread -= added;
    }

    private void checkLeft(int count) {
        if (remaining() < count) {
            throw new MalformedRecord(count + " bytes where " + remaining() + " are left");
        }
    }
}
