package dev.synod.server.journal.jpa.row;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Records that became durable together. Written once, read at a start, deleted behind a snapshot. */
@Entity
@Table(name = "synod_journal_batch")
public class BatchRow extends WrittenOnce<BatchKey> {

    @EmbeddedId
    private BatchKey key;

    /** Where the memory begins anew with this batch: over which snapshot. */
    private @Nullable UUID snapshot;

    private int records;
    private int checksum;
    private byte[] bytes;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected BatchRow() {}

    public BatchRow(BatchKey key, Optional<UUID> snapshot, RecordBytes written) {
        this.key = key;
        this.snapshot = snapshot.orElse(null);
        this.records = written.records();
        this.bytes = written.toArray();
        this.checksum = computed();
    }

    public long number() {
        return key.number();
    }

    public Optional<UUID> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    public int records() {
        return records;
    }

    /** Whether this is what was written, and at its place. */
    public boolean isWhole() {
        return checksum == computed();
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public BatchKey getId() {
        return key;
    }

    private int computed() {
        var over = snapshot == null ? new UUID(0, 0) : snapshot;
        var crc = new CRC32C();
        crc.update(Checksums.of(new NodeKey(key.cluster(), key.node())));
        crc.update(ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES)
                .putLong(key.number())
                .putLong(over.getMostSignificantBits())
                .putLong(over.getLeastSignificantBits())
                .putInt(records)
                .flip());
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
