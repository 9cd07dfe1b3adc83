package dev.synod.server.cli.cluster;

import java.nio.file.Path;

/** What is known of snapshots where the ledger is known. */
public interface Backups {

    /** Checks that these bytes are a whole snapshot; tells its last slot. */
    long check(byte[] snapshot) throws Refusal;

    /** Founds a node of a new cluster; tells the slot behind which that cluster begins. */
    long restore(Wanted wanted) throws Refusal;

    /**
     * A node to found.
     *
     * @param file the snapshot, the same for all nodes of the new cluster
     * @param members as in {@code synod.cluster.members}
     */
    record Wanted(Path file, Path directory, String cluster, int node, String members) {}

    /** Why not: one sentence that says what to change. */
    final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        public Refusal(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
