package dev.synod.server.journal.record;

import java.io.IOException;

/** Takes bytes, numbers with their highest byte first. */
public interface Sink {

    void putByte(byte value) throws IOException;

    void putInt(int value) throws IOException;

    void putLong(long value) throws IOException;

    void putBytes(byte[] values) throws IOException;
}
