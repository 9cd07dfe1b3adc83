package dev.synod.server.wiring;

import dev.synod.server.journal.jpa.DatabaseSettings;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the settings put the journal. */
final class JournalPlace {

    private static final String URL = "synod.journal.url";
    private static final String EXAMPLE = "as in " + DatabaseSettings.POSTGRESQL + "//host:5432/synod";

    private JournalPlace() {}

    /** The database that holds it; empty where files do. */
    static Optional<DatabaseSettings> database(SynodProperties.Journal journal) {
        return switch (journal.type()) {
            case "file" -> {
                refuseWhatFilesDoNotNeed(journal);
                yield Optional.empty();
            }
            case "jpa" -> Optional.of(settings(journal));
            default ->
                throw new WrongSetting("synod.journal.type is '" + journal.type()
                        + "': set it to file or jpa, or leave it out for file");
        };
    }

    private static DatabaseSettings settings(SynodProperties.Journal journal) {
        var url = journal.url();
        if (url == null || url.isBlank()) {
            throw new WrongSetting("synod.journal.type is 'jpa' and " + URL + " is not set: set it to the database, "
                    + EXAMPLE + ", or leave out the type for a journal in files");
        }
        if (!url.startsWith(DatabaseSettings.POSTGRESQL)) {
            throw new WrongSetting(
                    URL + " is '" + withoutParameters(url) + "', and a journal needs PostgreSQL: set it " + EXAMPLE);
        }
        return new DatabaseSettings(
                url, Optional.ofNullable(journal.username()), Optional.ofNullable(journal.password()));
    }

    /** Somebody who names a database and gets files would find out late. */
    private static void refuseWhatFilesDoNotNeed(SynodProperties.Journal journal) {
        if (Stream.of(Optional.ofNullable(journal.url()), Optional.ofNullable(journal.username()))
                .anyMatch(Optional::isPresent)) {
            throw new WrongSetting("a database for the journal is set and synod.journal.type is 'file':"
                    + " set it to jpa, or leave out " + URL + " and synod.journal.username");
        }
    }

    /** They may hold a password. */
    private static String withoutParameters(String url) {
        return url.split("[?;]", 2)[0];
    }
}
