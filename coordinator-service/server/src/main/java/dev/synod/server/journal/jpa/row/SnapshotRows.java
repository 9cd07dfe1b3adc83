package dev.synod.server.journal.jpa.row;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The snapshots of all nodes in the database. A deleted one takes its parts with it. */
public interface SnapshotRows extends Repository<SnapshotRow, UUID> {

    SnapshotRow save(SnapshotRow row);

    Optional<SnapshotRow> findByIdAndKey(UUID id, NodeKey key);

    @Modifying
    @Query("delete from SnapshotRow s where s.id = :id and s.key = :key")
    void delete(UUID id, NodeKey key);

    /** Drops those through earlier slots than that one. */
    @Modifying
    @Query("""
            delete from SnapshotRow s where s.key = :key
            and s.through < (select n.through from SnapshotRow n where n.id = :than)""")
    void deleteOlder(UUID than, NodeKey key);

    @Modifying
    @Query("delete from SnapshotRow s where s.key = :key and s.id <> :kept")
    void deleteAllBut(UUID kept, NodeKey key);
}
