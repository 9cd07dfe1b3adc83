package dev.synod.node.snapshot;

import dev.synod.coordination.state.Coordination;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.ConfigurationCodec;
import dev.synod.paxos.Foundation;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Snapshots as bytes, the same on disk, between nodes and in backups.
 *
 * <pre>
 * snapshot = "SYNODSNP" (8) version (4) through (8) round (8) node (4) count (4) rule* state checksum (4)
 * rule     = first slot (8) length (4) configuration
 * state    = length (4) what Coordination writes
 * </pre>
 *
 * The checksum is CRC32C of all before it. A change of this layout takes a new version; a later program reads the
 * earlier ones, an earlier program refuses the later ones.
 */
public final class SnapshotCodec {

    public static final int VERSION = 1;

    private static final long MAGIC = 0x53594E4F44534E50L;
    private static final int HEAD = 2 * Long.BYTES + Integer.BYTES + Long.BYTES + 2 * Integer.BYTES;

    private SnapshotCodec() {}

    public static byte[] encode(Contents contents) {
        var foundation = contents.foundation();
        byte[] state = contents.state().write();
        var rules = new ArrayList<byte[]>();
        int size = HEAD + Integer.BYTES + state.length + Integer.BYTES;
        for (var configuration : foundation.configurations().values()) {
            byte[] rule = ConfigurationCodec.encode(configuration);
            rules.add(rule);
            size += Long.BYTES + Integer.BYTES + rule.length;
        }
        var buffer = ByteBuffer.allocate(size)
                .putLong(MAGIC)
                .putInt(VERSION)
                .putLong(foundation.through().number())
                .putLong(foundation.opened().round())
                .putInt(foundation.opened().node().number())
                .putInt(rules.size());
        int next = 0;
        for (var first : foundation.configurations().keySet()) {
            byte[] rule = rules.get(next++);
            buffer.putLong(first.number()).putInt(rule.length).put(rule);
        }
        buffer.putInt(state.length).put(state);
        buffer.putInt(checksum(buffer.array(), buffer.position()));
        return buffer.array();
    }

    /**
     * Reads a snapshot, and checks it whole.
     *
     * @throws IllegalArgumentException where these bytes are no whole snapshot that this version knows; the sentence
     *     says why
     */
    public static Contents decode(byte[] bytes) {
        try {
            return read(ByteBuffer.wrap(bytes), bytes);
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("a snapshot that ends too early, after " + bytes.length + " bytes",
                    tooShort);
        }
    }

    private static Contents read(ByteBuffer buffer, byte[] bytes) {
        if (buffer.getLong() != MAGIC) {
            throw new IllegalArgumentException("this is no snapshot of Synod");
        }
        int version = buffer.getInt();
        if (version != VERSION) {
            throw new IllegalArgumentException("a snapshot of version " + version + "; this program knows " + VERSION);
        }
        int end = buffer.limit() - Integer.BYTES;
        if (end < buffer.position() || buffer.getInt(end) != checksum(bytes, end)) {
            throw new IllegalArgumentException("a snapshot whose checksum is wrong: it is damaged, or not whole");
        }
        var through = new Slot(buffer.getLong());
        var opened = new Ballot(buffer.getLong(), new NodeId(buffer.getInt()));
        var rules = new TreeMap<Slot, Configuration>();
        for (int left = buffer.getInt(); left > 0; left--) {
            rules.put(new Slot(buffer.getLong()), ConfigurationCodec.decode(part(buffer)));
        }
        var state = Coordination.read(ByteBuffer.wrap(part(buffer)));
        return new Contents(new Foundation(through, opened, rules), state);
    }

    private static byte[] part(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException(length + " bytes where " + buffer.remaining() + " are left");
        }
        byte[] part = new byte[length];
        buffer.get(part);
        return part;
    }

    private static int checksum(byte[] bytes, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
