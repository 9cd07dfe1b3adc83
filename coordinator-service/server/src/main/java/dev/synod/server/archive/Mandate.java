package dev.synod.server.archive;

/**
 * In whose name an archive is written: a president's ballot. In a database that nodes share, no one with an earlier
 * mandate writes after one with a later.
 */
public record Mandate(long round, int node) {

    /** In a file of one's own, which nobody shares. */
    public static final Mandate ALONE = new Mandate(0, 0);

    @Override
    public String toString() {
        return round + "." + node;
    }
}
