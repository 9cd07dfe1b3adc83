package dev.synod.server.journal.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;

/** How a journal connects to its database. What the URL says itself, counts before what is said here. */
final class Connecting {

    /** The loop's, one for a snapshot being kept, one for a snapshot being read. */
    private static final int CONNECTIONS = 3;

    /** Until the node gives up: it would rather end than wait on for a database that does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For an answer that may take long, as that to a large snapshot. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /**
     * A process that is stopped in the middle of a transaction must not keep its successor from taking over: after so
     * long the database ends it, and what it did is undone.
     */
    private static final String AT_FIRST =
            "set idle_in_transaction_session_timeout = '10s'; set lock_timeout = '20s'";

    private Connecting() {}

    static Properties properties(DatabaseSettings settings) {
        var properties = new Properties();
        settings.username().ifPresent(name -> properties.setProperty("user", name));
        settings.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", "synod");
        properties.setProperty("connectTimeout", Long.toString(PATIENCE.toSeconds()));
        properties.setProperty("loginTimeout", Long.toString(PATIENCE.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(ANSWER.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** @param name shown by the database in its list of connections */
    static HikariDataSource pool(DatabaseSettings settings, String name) {
        var config = new HikariConfig();
        config.setPoolName("synod-journal");
        config.setJdbcUrl(settings.url());
        var properties = properties(settings);
        properties.setProperty("ApplicationName", name);
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setConnectionInitSql(AT_FIRST);
        config.setAutoCommit(false);
        // Else what the pool asks by itself begins a transaction, and hands that over or takes its settings back.
        config.setIsolateInternalQueries(true);
        return new HikariDataSource(config);
    }
}
