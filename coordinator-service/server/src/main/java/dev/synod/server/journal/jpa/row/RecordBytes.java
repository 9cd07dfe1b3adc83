package dev.synod.server.journal.jpa.row;

import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.record.MalformedRecord;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.record.Sink;
import dev.synod.server.journal.record.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Records one behind the other, as bytes in memory. */
public final class RecordBytes implements Sink {

    private static final int AT_FIRST = 1 << 12;

    private ByteBuffer buffer = ByteBuffer.allocate(AT_FIRST);
    private int records;

    public void add(Persist written) {
        try {
            RecordCodec.write(written, this);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing here leaves the memory
        }
        records++;
    }

    public int records() {
        return records;
    }

    public int size() {
        return buffer.position();
    }

    public byte[] toArray() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Tells the records in {@code bytes}; throws {@link MalformedRecord} where they are not {@code count}. */
    public static void tell(byte[] bytes, int count, Consumer<Persist> memory) {
        var source = new Reading(ByteBuffer.wrap(bytes));
        try {
            for (int told = 0; told < count; told++) {
                memory.accept(RecordCodec.read(source));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // as above
        }
        if (source.remaining() > 0) {
            throw new MalformedRecord(source.remaining() + " bytes behind the last of " + count + " records");
        }
    }

    @Override
    public void putByte(byte value) {
        roomFor(Byte.BYTES).put(value);
    }

    @Override
    public void putInt(int value) {
        roomFor(Integer.BYTES).putInt(value);
    }

    @Override
    public void putLong(long value) {
        roomFor(Long.BYTES).putLong(value);
    }

    @Override
    public void putBytes(byte[] values) {
        roomFor(values.length).put(values);
    }

    private ByteBuffer roomFor(int count) {
        if (buffer.remaining() < count) {
            int needed = Math.addExact(buffer.position(), count);
            int larger = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * buffer.capacity()));
            buffer = ByteBuffer.allocate(larger).put(buffer.flip());
        }
        return buffer;
    }

    private record Reading(ByteBuffer bytes) implements Source {

        @Override
        public long remaining() {
            return bytes.remaining();
        }

        @Override
        public byte getByte() {
            return left(Byte.BYTES).get();
        }

        @Override
        public int getInt() {
            return left(Integer.BYTES).getInt();
        }

        @Override
        public long getLong() {
            return left(Long.BYTES).getLong();
        }

        @Override
        public byte[] getBytes(int count) {
            left(count); // before so many are allocated
            byte[] read = new byte[count];
            bytes.get(read);
            return read;
        }

        private ByteBuffer left(int count) {
            if (count < 0 || count > bytes.remaining()) {
                throw new MalformedRecord(count + " bytes where " + bytes.remaining() + " are left");
            }
            return bytes;
        }
    }
}
