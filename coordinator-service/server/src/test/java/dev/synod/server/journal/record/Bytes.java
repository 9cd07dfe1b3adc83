package dev.synod.server.journal.record;

import java.nio.ByteBuffer;

/** Bytes in memory, as sink and as source. */
record Bytes(ByteBuffer buffer) implements Sink, Source {

    static Bytes ofSize(long size) {
        return new Bytes(ByteBuffer.allocate(Math.toIntExact(size)));
    }

    @Override
    public void putByte(byte value) {
        buffer.put(value);
    }

    @Override
    public void putInt(int value) {
        buffer.putInt(value);
    }

    @Override
    public void putLong(long value) {
        buffer.putLong(value);
    }

    @Override
    public void putBytes(byte[] values) {
        buffer.put(values);
    }

    @Override
    public long remaining() {
        return buffer.remaining();
    }

    @Override
    public byte getByte() {
        need(Byte.BYTES);
        return buffer.get();
    }

    @Override
    public int getInt() {
        need(Integer.BYTES);
        return buffer.getInt();
    }

    @Override
    public long getLong() {
        need(Long.BYTES);
        return buffer.getLong();
    }

    @Override
    public byte[] getBytes(int count) {
        need(count);
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    private void need(int count) {
        if (count < 0 || count > buffer.remaining()) {
            throw new MalformedRecord(count + " bytes where " + buffer.remaining() + " are left");
        }
    }
}
