package dev.synod.server.journal.jpa.row;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The batches of all nodes in the database. */
public interface BatchRows extends Repository<BatchRow, BatchKey> {

    BatchRow save(BatchRow row);

    /** The next ones of a node behind a number, in order. */
    @Query("""
            select b from BatchRow b where b.key.cluster = :#{#of.cluster} and b.key.node = :#{#of.node}
            and b.key.number > :number order by b.key.number""")
    List<BatchRow> behind(NodeKey of, long number, Limit limit);

    /** The snapshot over which a node's oldest batch begins. */
    @Query("""
            select b.snapshot from BatchRow b where b.key.cluster = :#{#of.cluster} and b.key.node = :#{#of.node}
            order by b.key.number limit 1""")
    Optional<UUID> snapshotInUse(NodeKey of);

    @Modifying
    @Query("""
            delete from BatchRow b where b.key.cluster = :#{#of.cluster} and b.key.node = :#{#of.node}
            and b.key.number <= :number""")
    void deleteThrough(NodeKey of, long number);
}
