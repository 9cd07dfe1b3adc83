package dev.synod.server.journal.jpa;

import java.util.Optional;

/**
 * The database that holds a journal.
 *
 * @param url {@code synod.journal.url}, as in {@code jdbc:postgresql://host:5432/synod}
 * @param username {@code synod.journal.username}
 * @param password {@code synod.journal.password}
 */
public record DatabaseSettings(String url, Optional<String> username, Optional<String> password) {

    /** What every URL begins with that this journal can use. */
    public static final String POSTGRESQL = "jdbc:postgresql:";

    public DatabaseSettings {
        if (!url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("the URL of a journal's database begins with " + POSTGRESQL);
        }
    }

    /** The URL as it may be shown: parameters behind it may hold a password. */
    public String shownUrl() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return shownUrl();
    }
}
