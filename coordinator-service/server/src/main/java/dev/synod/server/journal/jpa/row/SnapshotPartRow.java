package dev.synod.server.journal.jpa.row;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Bytes of a snapshot, at most {@link #LARGEST}: no row so large that the database must hold much of it at once. */
@Entity
@Table(name = "synod_journal_snapshot_part")
public class SnapshotPartRow extends WrittenOnce<SnapshotPartKey> {

    public static final int LARGEST = 1 << 20;

    @EmbeddedId
    private SnapshotPartKey key;

    private byte[] bytes;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected SnapshotPartRow() {}

    public SnapshotPartRow(SnapshotPartKey key, byte[] bytes) {
        this.key = key;
        this.bytes = bytes;
    }

    public int part() {
        return key.part();
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public SnapshotPartKey getId() {
        return key;
    }
}
