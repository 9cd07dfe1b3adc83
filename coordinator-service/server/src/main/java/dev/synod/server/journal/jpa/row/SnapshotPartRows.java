package dev.synod.server.journal.jpa.row;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The parts of all snapshots in the database. */
public interface SnapshotPartRows extends Repository<SnapshotPartRow, SnapshotPartKey> {

    SnapshotPartRow save(SnapshotPartRow row);

    Optional<SnapshotPartRow> findById(SnapshotPartKey key);
}
