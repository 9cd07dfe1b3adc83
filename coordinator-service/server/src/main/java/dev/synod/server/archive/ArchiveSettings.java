package dev.synod.server.archive;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The database that holds an archive.
 *
 * @param cluster whose events; several clusters may share a database
 * @param url of JDBC
 */
public record ArchiveSettings(
        String cluster, Kind kind, String url, Optional<String> username, Optional<String> password) {

    /** What every URL begins with that names a database of the operator's. */
    public static final String POSTGRESQL = "jdbc:postgresql:";

    /** Who else may be there. */
    public enum Kind {
        /** A file of this node's own: each node archives for itself. */
        OWN,
        /** A database of all nodes: only the president writes. */
        SHARED
    }

    /** In a file in the node's directory. */
    public static ArchiveSettings embedded(String cluster, Path directory) {
        var file = directory.toAbsolutePath().normalize().resolve("archive");
        return new ArchiveSettings(
                cluster,
                Kind.OWN,
                "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0",
                Optional.empty(),
                Optional.empty());
    }

    /** In a database of PostgreSQL. */
    public static ArchiveSettings shared(
            String cluster, String url, Optional<String> username, Optional<String> password) {
        if (!url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("the URL of an archive's database begins with " + POSTGRESQL);
        }
        return new ArchiveSettings(cluster, Kind.SHARED, url, username, password);
    }

    /** The URL as it may be shown: parameters behind it may hold a password. */
    public String shownUrl() {
        return url.split("[?;]", 2)[0];
    }

    @Override
    public String toString() {
        return shownUrl();
    }
}
