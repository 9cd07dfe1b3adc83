package dev.synod.server.journal.segment;

import java.nio.ByteBuffer;

/**
 * Counts the sectors of a body that hold nothing but zeros; a sector that the body fills in part counts with that part.
 *
 * <p>A segment is zeros until it is written, and a disk writes a sector whole or not at all. So a body that a crash
 * tore has more silent sectors than it was written with, and a body with as many as it was written with arrived whole.
 */
final class SilentSectors {

    /** The least that disks write at once; those that write 4096 bytes write eight of these. */
    static final int SECTOR = 512;

    private long next;
    private boolean silent;
    private int count;

    /** Forgets everything; the bytes to come stand at {@code offset} of the file. */
    void begin(long offset) {
        next = offset;
        silent = true;
        count = 0;
    }

    /** Looks at the bytes between position and limit, which stand after those seen before. */
    void see(ByteBuffer bytes) {
        int at = bytes.position();
        while (at < bytes.limit()) {
            int left = SECTOR - (int) (next % SECTOR);
            int stop = Math.min(bytes.limit(), at + left);
            silent = silent && isSilent(bytes, at, stop);
            next += stop - at;
            at = stop;
            if (next % SECTOR == 0) {
                endSector();
            }
        }
    }

    /** How many there were, the last one counted too where it is seen in part. */
    int count() {
        return next % SECTOR != 0 && silent ? count + 1 : count;
    }

    static boolean isSilent(ByteBuffer bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private void endSector() {
        count += silent ? 1 : 0;
        silent = true;
    }
}
