package dev.synod.server.journal.jpa;

import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * What is asked of a database before it holds a journal: that it can be reached, and that what it calls done is on
 * disk.
 */
final class Inspection {

    private static final String QUESTION = """
            select current_setting('synchronous_commit'), current_setting('fsync'), pg_is_in_recovery()""";

    /** At each of these a transaction that is done is on the database's own disk; the other ones answer earlier. */
    private static final Set<String> DURABLE = Set.of("on", "remote_apply");

    private final DatabaseSettings settings;

    Inspection(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** Throws {@link JournalRefused} where a setting must change, {@link JournalFailure} where it cannot be reached. */
    void pass() {
        try (Connection connection = DriverManager.getConnection(settings.url(), Connecting.properties(settings));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(QUESTION)) {
            answer.next();
            refuse(answer.getString(1), answer.getString(2), answer.getBoolean(3));
        } catch (SQLException failed) {
            throw notReached(failed);
        }
    }

    private void refuse(String whenDone, String fsync, boolean standby) {
        if (!DURABLE.contains(whenDone)) {
            throw new JournalRefused("synod.journal.url=" + settings.shownUrl() + " is a database with"
                    + " synchronous_commit=" + whenDone + ", which forgets votes when it crashes:"
                    + " set it to on for this user, as in ALTER ROLE name SET synchronous_commit = on");
        }
        if (!fsync.equals("on")) {
            throw new JournalRefused("synod.journal.url=" + settings.shownUrl() + " is a database with fsync=" + fsync
                    + ", which forgets votes when its machine stops: set fsync = on in postgresql.conf");
        }
        if (standby) {
            throw new JournalRefused("synod.journal.url=" + settings.shownUrl()
                    + " is a standby, which nobody can write to: name the server that it follows");
        }
    }

    private RuntimeException notReached(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        String why = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        return switch (state) {
            case "28P01", "28000", "08004" ->
                new JournalRefused("synod.journal.username and synod.journal.password do not open synod.journal.url="
                        + settings.shownUrl() + " (" + why + "): set them to those of a user of that database", failed);
            case "3D000" ->
                new JournalRefused("synod.journal.url=" + settings.shownUrl() + " names a database that is not there ("
                        + why + "): create it, or correct the URL", failed);
            default ->
                new JournalFailure("synod.journal.url=" + settings.shownUrl() + " cannot be reached (" + why
                        + "): start that database, or correct the URL", failed);
        };
    }
}
