package dev.synod.server.journal.jpa.row;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * A node's own row: who may write for it, and how far its memory goes.
 *
 * <p>Its {@code owner} is the fencing column: each opening takes a larger number, and a transaction that writes changes
 * this row only where it still holds its own. PostgreSQL lets no two transactions change one row at a time, so the
 * later one sees what the earlier one left.
 */
@Entity
@Table(name = "synod_journal_node")
public class NodeRow {

    @EmbeddedId
    private NodeKey key;

    private int format;
    private long owner;
    private long batch;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected NodeRow() {}

    public int format() {
        return format;
    }

    public long owner() {
        return owner;
    }

    /** Number of the newest batch; 0 where there is none. */
    public long batch() {
        return batch;
    }

    @Override
    public String toString() {
        return "node " + key.node() + " of cluster '" + key.cluster() + "'";
    }
}
