package dev.synod.server.wiring;

import dev.synod.server.archive.ArchiveSettings;
import java.nio.file.Path;
import java.util.Optional;

/** Where the settings put the archive. */
final class ArchivePlace {

    /** Its presence is what starts an archive. */
    static final String URL = "synod.archive.url";

    private static final String EXAMPLE = "as in " + ArchiveSettings.POSTGRESQL + "//host:5432/synod";

    private ArchivePlace() {}

    /** The database that holds it; empty where none is kept. */
    static Optional<ArchiveSettings> of(SynodProperties.Archive archive, String clusterId, Path directory) {
        var url = archive.url();
        boolean hasUser = archive.username() != null || archive.password() != null;
        if (url == null) {
            if (hasUser) {
                throw new WrongSetting("a user for the archive's database is set and " + URL + " is not: set it to the"
                        + " database, " + EXAMPLE + ", or leave out synod.archive.username and .password");
            }
            return Optional.empty();
        }
        if (url.equals("h2")) {
            if (hasUser) {
                throw new WrongSetting(URL + " is 'h2', a file of this node's own that needs no user: leave out"
                        + " synod.archive.username and .password, or set it to a database, " + EXAMPLE);
            }
            return Optional.of(ArchiveSettings.embedded(clusterId, directory));
        }
        if (!url.startsWith(ArchiveSettings.POSTGRESQL)) {
            throw new WrongSetting(URL + " is '" + withoutParameters(url) + "': set it to h2 for a file in"
                    + " synod.node.data-dir, or to a database of PostgreSQL, " + EXAMPLE
                    + ", or leave it out for no archive");
        }
        return Optional.of(ArchiveSettings.shared(
                clusterId, url, Optional.ofNullable(archive.username()), Optional.ofNullable(archive.password())));
    }

    /** They may hold a password. */
    private static String withoutParameters(String url) {
        return url.split("[?;]", 2)[0];
    }
}
