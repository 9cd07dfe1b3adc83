package dev.synod.server.journal.jpa.row;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Slot;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/** A snapshot; its bytes stand in {@link SnapshotPartRow}s. Written once. */
@Entity
@Table(name = "synod_journal_snapshot")
public class SnapshotRow extends WrittenOnce<UUID> {

    @Id
    private UUID id;

    @Embedded
    private NodeKey key;

    private long through;
    private int length;
    private int checksum;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected SnapshotRow() {}

    public SnapshotRow(UUID id, NodeKey key, Snapshot snapshot) {
        this.id = id;
        this.key = key;
        this.through = snapshot.through().number();
        this.length = snapshot.bytes().length;
        this.checksum = computed(snapshot.bytes());
    }

    public Slot through() {
        return new Slot(through);
    }

    public int length() {
        return length;
    }

    /** Whether {@code bytes} are what was written. */
    public boolean isOver(byte[] bytes) {
        return bytes.length == length && checksum == computed(bytes);
    }

    @Override
    public UUID getId() {
        return id;
    }

    private int computed(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(Checksums.of(key));
        crc.update(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(through)
                .flip());
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
