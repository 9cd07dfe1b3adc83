package dev.synod.server.journal.jpa;

import java.sql.SQLException;
import java.util.stream.Stream;

/** What a database said, beneath the exceptions that were put around it. */
final class SqlStates {

    static final String DISK_FULL = "53100";

    private SqlStates() {}

    static boolean tellsOf(Throwable failure, String state) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLException said && state.equals(said.getSQLState()));
    }

    /** The innermost reason, in one line. */
    static String reason(Throwable failure) {
        var innermost = causes(failure).reduce(failure, (outer, inner) -> inner);
        return String.valueOf(innermost.getMessage()).lines().map(String::strip).findFirst().orElse("no reason given");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
