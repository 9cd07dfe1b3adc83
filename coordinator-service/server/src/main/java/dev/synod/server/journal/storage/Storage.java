package dev.synod.server.journal.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file system. What a call changes among the names of a directory is durable after {@link #forceDirectory}. Throws
 * {@link NoRoom} where the disk is full.
 *
 * <p>A seam for tests: a disk that is full, that fails, or that forgets what was not forced.
 */
public interface Storage {

    boolean exists(Path path);

    boolean isDirectory(Path path);

    /** Makes a directory and those above it that are missing, durably. */
    void makeDirectory(Path directory) throws IOException;

    /** The names in a directory, sorted. */
    List<String> names(Path directory) throws IOException;

    /** Makes a file that does not exist yet. */
    StoredFile create(Path file) throws IOException;

    /** Opens a file that exists, for reading and writing. */
    StoredFile open(Path file) throws IOException;

    /**
     * Gives a file or a directory another name in the same file system, at once and in the place of the file that had
     * it.
     */
    void rename(Path from, Path to) throws IOException;

    void deleteIfExists(Path file) throws IOException;

    void forceDirectory(Path directory) throws IOException;

    /**
     * Claims a directory through a file in it, until what is returned is closed or the process ends.
     *
     * @return empty where another process, or another journal of this one, has it
     */
    Optional<Closeable> claim(Path file) throws IOException;
}
