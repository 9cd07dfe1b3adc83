package dev.synod.spring.fence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** What the databases say differently about the guard row. */
enum Dialect {
    POSTGRESQL(" for share", " on conflict (name) do nothing"),
    /** It has no shared row locks; a second insert of the same row fails, and the transaction lives on. */
    H2(" for update", ""),
    /** Also MariaDB. An insert that ignores would keep a shared lock and so risk a deadlock; this one is exclusive. */
    MYSQL(" lock in share mode", " on duplicate key update name = values(name)");

    private final String confirm;
    private final String insert;

    Dialect(String lock, String conflict) {
        this.confirm = "select token from synod_fence where name = ?" + lock;
        this.insert = "insert into synod_fence (token, name, raised_at) values (?, ?, current_timestamp)" + conflict;
    }

    static Dialect of(Connection connection) throws SQLException {
        var product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        return switch (product) {
            case "postgresql" -> POSTGRESQL;
            case "h2" -> H2;
            case "mysql", "mariadb" -> MYSQL;
            default ->
                throw new IllegalStateException("no guard row for " + product
                        + ": fencing in a database knows PostgreSQL, H2, MySQL and MariaDB");
        };
    }

    /** Reads the row's token, and keeps others from raising it until this transaction ends. */
    String confirm() {
        return confirm;
    }

    /** Raises a row that is there; touches none that is as high already, so that holders of one token do not wait. */
    String raise() {
        return "update synod_fence set token = ?, raised_at = current_timestamp where name = ? and token < ?";
    }

    /** The first row of a name; does nothing where another was quicker. */
    String insert() {
        return insert;
    }

    /** Reads the row's token and locks nothing. */
    String look() {
        return "select token from synod_fence where name = ?";
    }
}
