package dev.synod.sample.rolling;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the instances have written into their database. */
final class Books {

    private final String url;

    Books(String url) {
        this.url = url;
    }

    /** The leader's deeds, one after the other. */
    record Reported(Instant done, long term, long process) {}

    /** How often each firing was done. */
    SortedMap<Instant, Integer> reminders() {
        var firings = new TreeMap<Instant, Integer>();
        for (var row : ask("select firing from deed where job = 'reminders'", 1)) {
            firings.merge(instant(row.get(0)), 1, Integer::sum);
        }
        return firings;
    }

    List<Reported> reports() {
        return ask("select done, token, process from deed where job = 'report' order by done, id", 3).stream()
                .map(row -> new Reported(instant(row.get(0)), (long) row.get(1), (long) row.get(2)))
                .toList();
    }

    /** What was paid, less what orders that are paid out come to: zero where each was paid once. */
    long overpaid() {
        return ((Number) ask("select (select coalesce(sum(cents), 0) from payout)"
                        + " - (select coalesce(sum(cents), 0) from placed_order where paid_out)", 1)
                .get(0)
                .get(0))
                .longValue();
    }

    /** How many of the instances' transactions wait for a lock of another one. */
    int waiting() {
        return ask("select pid from pg_locks where not granted", 1).size();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }

    /** Those firings between the first and the last that nobody did. */
    static List<Instant> missed(SortedMap<Instant, Integer> firings, Duration rate) {
        var missed = new ArrayList<Instant>();
        for (var at = firings.firstKey(); at.isBefore(firings.lastKey()); at = at.plus(rate)) {
            if (!firings.containsKey(at)) {
                missed.add(at);
            }
        }
        return missed;
    }

    private static Instant instant(Object column) {
        return ((java.sql.Timestamp) column).toInstant();
    }

    private List<List<Object>> ask(String question, int columns) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            var rows = new ArrayList<List<Object>>();
            while (answer.next()) {
                var row = new ArrayList<Object>();
                for (int column = 1; column <= columns; column++) {
                    row.add(answer.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
