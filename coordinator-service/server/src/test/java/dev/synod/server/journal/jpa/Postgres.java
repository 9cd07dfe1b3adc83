package dev.synod.server.journal.jpa;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL, as binaries from a Maven package; one for all tests of a JVM, and ended with it. */
public final class Postgres {

    static {
        // They tell at length what nobody asked; what matters they throw.
        for (var name : List.of("io.zonky", "org.flywaydb", "org.hibernate", "com.zaxxer", "org.springframework")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF);
        }
    }

    private static final Postgres SHARED = start();

    private final EmbeddedPostgres server;
    private final String path;

    private Postgres(EmbeddedPostgres server, String path) {
        this.server = server;
        this.path = path;
    }

    /** The one that all tests share: they keep apart by their cluster ids. */
    public static Postgres shared() {
        return SHARED;
    }

    /** One of a test's own, which it may harm. */
    public static Postgres start() {
        // The library trades durability for speed; here durability is the point.
        return start(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on"));
    }

    /** One that does not wait for its disk, though it says that it does. */
    static Postgres careless() {
        return start(EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on"));
    }

    private static Postgres start(EmbeddedPostgres.Builder builder) {
        try {
            return new Postgres(builder.start(), "/postgres");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public DatabaseSettings settings() {
        return new DatabaseSettings(url(), Optional.of("postgres"), Optional.of("postgres"));
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.getPort();
    }

    /** Another database of the same server, {@code /name}. */
    Postgres at(String path) {
        return new Postgres(server, path);
    }

    /** Runs statements, as the database's owner. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** All rows of an answer, each as text. */
    public List<String> ask(String question) {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            var rows = new ArrayList<String>();
            while (answer.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
                    row.add(answer.getString(column));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    /** Cuts every connection of a node's journal, as the end of its process does. */
    public void cut(String cluster) {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'synod " + cluster
                + "/%'");
    }

    /** Ends the server; what is committed is on disk. */
    public void stop() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
