package dev.synod.server.journal.storage;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

/** A file's bytes twice: as the process sees them, and as they are on the disk. */
final class SimulatedFile {

    static final int SECTOR = 512;

    private byte[] seen = new byte[0];
    private byte[] stored = new byte[0];

    /** Sectors that the next force writes. */
    private final BitSet dirty = new BitSet();

    SimulatedFile() {}

    SimulatedFile(byte[] content) {
        seen = content.clone();
        stored = content.clone();
    }

    byte[] content() {
        return seen;
    }

    void write(byte[] bytes, long position) {
        if (bytes.length == 0) {
            return;
        }
        int at = Math.toIntExact(position);
        seen = Arrays.copyOf(seen, Math.max(seen.length, at + bytes.length));
        System.arraycopy(bytes, 0, seen, at, bytes.length);
        dirty.set(at / SECTOR, (at + bytes.length - 1) / SECTOR + 1);
    }

    void truncate(long size) {
        if (size < seen.length) {
            seen = Arrays.copyOf(seen, Math.toIntExact(size));
        }
    }

    void force() {
        stored = Arrays.copyOf(stored, seen.length);
        dirty.stream().forEach(this::store);
        dirty.clear();
    }

    /** As Linux does it: the pages count as clean, and the process goes on seeing what is not on the disk. */
    void failForce() {
        dirty.clear();
    }

    /** The power goes: of the sectors that were not forced, those arrive for which {@code arrives} is true. */
    void losePower(BooleanSupplier arrives) {
        if (seen.length != stored.length && arrives.getAsBoolean()) {
            stored = Arrays.copyOf(stored, seen.length);
        }
        dirty.stream().filter(sector -> arrives.getAsBoolean()).forEach(this::store);
        dirty.clear();
        seen = stored.clone();
    }

    private void store(int sector) {
        int from = sector * SECTOR;
        int to = Math.min(Math.min(from + SECTOR, seen.length), stored.length);
        if (from < to) {
            System.arraycopy(seen, from, stored, from, to - from);
        }
    }
}
