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

    /** The number of the batch with which a node's memory last began anew. */
    @Query("""
            select max(b.key.number) from BatchRow b
            where b.key.cluster = :#{#of.cluster} and b.key.node = :#{#of.node} and b.snapshot is not null""")
    Optional<Long> beginning(NodeKey of);

    /** The snapshot over which it did. */
    @Query("""
            select b.snapshot from BatchRow b where b.key.cluster = :#{#of.cluster} and b.key.node = :#{#of.node}
            and b.snapshot is not null order by b.key.number desc limit 1""")
    Optional<UUID> snapshotInUse(NodeKey of);

    @Modifying
    @Query("""
            delete from BatchRow b where b.key.cluster = :#{#of.cluster} and b.key.node = :#{#of.node}
            and b.key.number < :number""")
    void deleteBefore(NodeKey of, long number);
}
