package dev.synod.server.journal.jpa.row;

import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of all nodes in the database. */
public interface NodeRows extends Repository<NodeRow, NodeKey> {

    /** Makes the row of a node that has none. */
    @Modifying
    @NativeQuery("""
            insert into synod_journal_node (cluster, node, format, owner, batch)
            values (:cluster, :node, :format, 0, 0) on conflict do nothing""")
    void foundIfAbsent(String cluster, int node, int format);

    /** Waits until nobody else is in the middle of a change of this node, and lets nobody change it from now on. */
    @NativeQuery("select * from synod_journal_node where cluster = :cluster and node = :node for update")
    NodeRow lock(String cluster, int node);

    /** Gives the node to a new owner, who writes this format. */
    @Modifying
    @Query("""
            update NodeRow n set n.owner = n.owner + 1, n.format = :format where n.key = :key
            and function('set_config', 'synchronous_commit', 'on', true) = 'on'""")
    void supersede(NodeKey key, int format);

    /**
     * Goes on from one batch to another, where the node still belongs to {@code owner} and stands where the owner left
     * it. Nothing is changed where it does not: then 0.
     *
     * <p>It also says for this transaction that it counts as done only when it is on disk, in the one statement that no
     * writing transaction goes without, and that costs no round trip of its own.
     */
    @Modifying
    @Query("""
            update NodeRow n set n.batch = :to where n.key = :key and n.owner = :owner and n.batch = :from
            and function('set_config', 'synchronous_commit', 'on', true) = 'on'""")
    int advance(NodeKey key, long owner, long from, long to);

    /**
     * Like {@link #advance} for a transaction that leaves the batches alone: no new owner can come before it ends, and
     * whoever advances meanwhile need not wait.
     */
    @NativeQuery("""
            select n.* from synod_journal_node n
            where n.cluster = :cluster and n.node = :node and n.owner = :owner
            and set_config('synchronous_commit', 'on', true) = 'on'
            for key share""")
    Optional<NodeRow> holdFast(String cluster, int node, long owner);

    @Query("select n from NodeRow n where n.key = :key")
    Optional<NodeRow> of(NodeKey key);
}
