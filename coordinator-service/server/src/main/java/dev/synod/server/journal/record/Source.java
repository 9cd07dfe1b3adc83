package dev.synod.server.journal.record;

import java.io.IOException;

/** Gives back what a {@link Sink} took. Throws {@link MalformedRecord} where it has fewer bytes than are asked for. */
public interface Source {

    /** How many bytes are left. */
    long remaining();

    byte getByte() throws IOException;

    int getInt() throws IOException;

    long getLong() throws IOException;

    byte[] getBytes(int count) throws IOException;
}
