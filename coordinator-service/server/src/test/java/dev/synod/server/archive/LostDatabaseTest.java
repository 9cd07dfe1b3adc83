package dev.synod.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.synod.coordination.name.Position;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What does the archivist do while its database is gone? A real PostgreSQL, stopped and started again. */
@Isolated("its log: a Spring application that starts in this JVM sets it anew")
class LostDatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @BeforeAll
    static void quiet() {
        Hush.libraries();
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aLostDatabaseIsToldOnceAndCaughtUpWithWhenItIsBack() throws Exception {
        int port = freePort();
        var settings = ArchiveSettings.shared(
                "test",
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                Optional.of("postgres"),
                Optional.of("postgres"));
        var source = new ScriptedSource();
        source.applied = 600;
        var log = (Logger) LoggerFactory.getLogger(GuardedArchive.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);

        // It is not there when the node starts: the node starts.
        var archivist = new Archivist(new GuardedArchive(settings, Story::json), source);
        try {
            archivist.start();
            Await.until("it fails", SOON, () -> archivist.standing().failure().isPresent());
            try (var first = server(port)) {
                assertThat(first.getPort()).isEqualTo(port);
                Await.until("all is archived", SOON, () -> through(archivist, 600));
                Await.until("it is told", SOON, () -> source.told.equals(Optional.of(new Position(600))));
                Await.until("it answers", SOON, () -> archivist.standing().failure().isEmpty());
            }
            source.applied = 5_000;
            Await.until("it fails", SOON, () -> archivist.standing().failure().isPresent());
            assertThat(archivist.standing().lag()).isEqualTo(4_400);
            assertThat(source.told).as("nothing is trimmed meanwhile").contains(new Position(600));
            try (var second = server(port)) {
                assertThat(second.getPort()).isEqualTo(port);
                Await.until("it catches up", SOON, () -> through(archivist, 5_000));
                assertThat(archivist.standing().lag()).isZero();
                try (var archive = Archive.open(settings, Story::json)) {
                    assertThat(archive.reader().after(Position.ZERO, EventQuery.ALL, 10_000))
                            .isEqualTo(Story.between(0, 5_000));
                }
            }
        } finally {
            archivist.close();
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(line -> line.getLevel().toString())
                .containsExactly("WARN", "INFO", "WARN", "INFO");
    }

    private static boolean through(Archivist archivist, long position) {
        return archivist.standing().through().equals(new Position(position));
    }
}
