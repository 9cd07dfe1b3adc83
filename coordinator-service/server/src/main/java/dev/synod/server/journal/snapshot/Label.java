package dev.synod.server.journal.snapshot;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Slot;
import java.util.zip.CRC32C;

/**
 * What tells one snapshot from every other. The segment that begins anew over a snapshot holds its label, so that no
 * older one, nor one of the same slot, is taken for it.
 *
 * @param number of the file; it grows with every snapshot that is kept
 * @param length of the content, in bytes
 * @param checksum of the content, CRC32C
 */
public record Label(long number, Slot through, int length, int checksum) {

    /** Bytes that a label takes in a header. */
    public static final int SIZE = 2 * Long.BYTES + 2 * Integer.BYTES;

    static Label of(long number, Snapshot snapshot) {
        CRC32C crc = new CRC32C();
        crc.update(snapshot.bytes());
        return new Label(number, snapshot.through(), snapshot.bytes().length, (int) crc.getValue());
    }
}
