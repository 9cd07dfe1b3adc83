package dev.synod.spring.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.rest.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A holder's process is stopped by SIGSTOP in the middle of its transaction, after it has read and before it writes,
 * until the coordinator has ended its session and given the lock to another, and that has written and committed.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class StoppedHolderIT {

    private static Optional<ServerProcess> server = Optional.empty();
    private static Optional<ConfigurableApplicationContext> next = Optional.empty();

    private final JdbcTemplate jdbc = new JdbcTemplate(Postgres.shared());

    @TempDir
    private Path directory;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = Optional.of(new ServerProcess(data));
        next = Optional.of(LockedLedger.start(
                Postgres.url(), server.orElseThrow().awaitReady().address().toString()));
    }

    @AfterAll
    static void end() {
        next.ifPresent(ConfigurableApplicationContext::close);
        server.ifPresent(ServerProcess::close);
    }

    @BeforeEach
    void open() {
        jdbc.execute("create table ledger (amount bigint)");
        jdbc.execute("insert into ledger values (0)");
    }

    @AfterEach
    void close() {
        jdbc.execute("drop table ledger");
    }

    @Test
    void whatTheNextHolderWroteStaysAndTheStoppedOnesCommitFails() throws Exception {
        assertThat(stoppedAndReplaced("fenced")).isEqualTo("HOLDER StaleFencingTokenException");

        assertThat(amount()).isEqualTo(8);
    }

    /** Else the test above would show nothing. */
    @Test
    void withoutTheAnnotationWhatTheNextHolderWroteIsLost() throws Exception {
        assertThat(stoppedAndReplaced("unfenced")).isEqualTo("HOLDER committed");

        assertThat(amount()).isEqualTo(7);
    }

    private String stoppedAndReplaced(String how) throws Exception {
        var holder = start(how);
        try (var output = holder.inputReader();
                var input = holder.outputWriter()) {
            assertThat(said(output)).isEqualTo("HOLDER read 0");
            signal("STOP", holder);

            // It waits for the lock, which the coordinator gives it when the other's session has ended.
            next.orElseThrow().getBean(LockedLedger.class).fenced(8, read -> assertThat(read).isZero());
            assertThat(amount()).isEqualTo(8);

            // Only now: SIGSTOP is not at once, and a thread that saw the line could still take the guard row.
            input.write("go on\n");
            input.flush();
            signal("CONT", holder);
            return said(output);
        } finally {
            signal("CONT", holder);
            if (!holder.waitFor(20, TimeUnit.SECONDS)) {
                holder.destroyForcibly();
            }
        }
    }

    private Process start(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolderProcess.class.getName(),
                        Postgres.url(),
                        server.orElseThrow().address().toString(),
                        how)
                .redirectError(directory.resolve("errors").toFile())
                .start();
    }

    private static String said(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("HOLDER ")) {
                return line;
            }
        }
        throw new AssertionError("the holder's process ended");
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    private long amount() {
        return jdbc.queryForList("select amount from ledger", Long.class).get(0);
    }
}
