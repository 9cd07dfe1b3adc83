package dev.synod.server.archive;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Keeps the libraries quiet: they tell at length what nobody asked, and what matters they throw. */
final class Hush {

    private Hush() {}

    static void libraries() {
        for (var name : List.of("org.flywaydb", "org.hibernate", "com.zaxxer", "org.springframework", "io.zonky")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF);
        }
    }
}
