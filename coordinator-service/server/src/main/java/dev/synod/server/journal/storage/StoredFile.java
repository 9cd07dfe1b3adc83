package dev.synod.server.journal.storage;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file, read and written by position. */
public interface StoredFile extends Closeable {

    long size() throws IOException;

    /** Reads some bytes, or tells -1 at the file's end. */
    int read(ByteBuffer into, long position) throws IOException;

    /** Writes some bytes, perhaps fewer than there are. */
    int write(ByteBuffer from, long position) throws IOException;

    void truncate(long size) throws IOException;

    /** Returns when what was written, and the length, is durable. */
    void force() throws IOException;

    /** Fills {@code into}; past the file's end there are zeros. */
    default void readAll(ByteBuffer into, long position) throws IOException {
        long from = position;
        while (into.hasRemaining()) {
            int count = read(into, from);
            if (count < 0) {
                while (into.hasRemaining()) {
                    into.put((byte) 0);
                }
                return;
            }
            from += count;
        }
    }

    /** Writes all of {@code from}. */
    default void writeAll(ByteBuffer from, long position) throws IOException {
        long to = position;
        while (from.hasRemaining()) {
            int count = write(from, to);
            if (count <= 0) {
                throw new EOFException("nothing more can be written at offset " + to);
            }
            to += count;
        }
    }
}
