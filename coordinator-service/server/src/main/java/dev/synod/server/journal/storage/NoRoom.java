package dev.synod.server.journal.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;

/**
 * There is no room on the disk for what was to be written, or the user's quota is used up. Nobody is to blame, and it
 * may be tried again: what is preallocated never meets this.
 */
public final class NoRoom extends IOException {

    private static final long serialVersionUID = 1L;

    /** How systems call ENOSPC and EDQUOT: the JDK passes their sentences on, and no numbers. */
    private static final List<String> SENTENCES =
            List.of("No space left on device", "Disk quota exceeded", "There is not enough space on the disk");

    public NoRoom(String message) {
        super(message);
    }

    private NoRoom(IOException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }

    /** {@code failed}, as a want of room where it is one. */
    static IOException orElse(IOException failed) {
        return isTold(failed) ? new NoRoom(failed) : failed;
    }

    /**
     * {@code failed}, as a want of room where it says so, in whatever language, or where {@code usable} bytes are left
     * and {@code wanted} were to be written.
     */
    static IOException orElse(IOException failed, long usable, long wanted) {
        return usable < wanted ? new NoRoom(failed) : orElse(failed);
    }

    private static boolean isTold(IOException failed) {
        String sentence = failed instanceof FileSystemException named
                ? String.valueOf(named.getReason())
                : String.valueOf(failed.getMessage());
        return SENTENCES.stream().anyMatch(sentence::contains);
    }
}
