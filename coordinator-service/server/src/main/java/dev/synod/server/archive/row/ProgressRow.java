package dev.synod.server.archive.row;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * How far a cluster's ledger is archived. Its round and node are the fencing token: the database lets no two
 * transactions change one row at a time, so the later one sees what the earlier one left.
 */
@Entity
@Table(name = "synod_archive_progress")
public class ProgressRow {

    @Id
    private String cluster;

    private long position;
    private long round;
    private int node;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected ProgressRow() {}

    public long position() {
        return position;
    }

    @Override
    public String toString() {
        return "archive of cluster '" + cluster + "' through " + position + " by ballot " + round + "." + node;
    }
}
