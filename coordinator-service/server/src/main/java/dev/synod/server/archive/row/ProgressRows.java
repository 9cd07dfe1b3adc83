package dev.synod.server.archive.row;

import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The progress of all clusters in the database. */
public interface ProgressRows extends Repository<ProgressRow, String> {

    /** Makes the row of a cluster that has none. Where two do so at once, one of them fails and tries again. */
    @Modifying
    @NativeQuery("""
            insert into synod_archive_progress (cluster, position, round, node)
            select cast(:cluster as varchar(256)), 0, 0, 0
            where not exists (select 1 from synod_archive_progress where cluster = :cluster)""")
    void foundIfAbsent(String cluster);

    /**
     * Goes on from one position to another, where the archive stands there and no later president has written. Nothing
     * is changed where not: then 0.
     */
    @Modifying
    @Query("""
            update ProgressRow p
            set p.position = :#{#stride.to}, p.round = :#{#stride.round}, p.node = :#{#stride.node}
            where p.cluster = :#{#stride.cluster} and p.position = :#{#stride.from}
            and (p.round < :#{#stride.round} or (p.round = :#{#stride.round} and p.node <= :#{#stride.node}))""")
    int advance(Stride stride);

    @Query("select p.position from ProgressRow p where p.cluster = :cluster")
    Optional<Long> position(String cluster);
}
