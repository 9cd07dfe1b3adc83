package dev.synod.spring.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A holder's process is stopped by SIGSTOP in the middle of its transaction, after it has read and before it writes;
 * another holder writes and commits meanwhile. The tokens, 7 and 8, are given by the test.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(90)
class FencingProofTest {

    private final JdbcTemplate jdbc = new JdbcTemplate(Postgres.shared());
    private final FenceGuard guard = new FenceGuard(Postgres.shared());

    @TempDir
    private Path directory;

    @BeforeEach
    void open() {
        new FenceTableInitializer(Postgres.shared(), DatabaseInitializationMode.ALWAYS).initializeDatabase();
        jdbc.execute("delete from synod_fence where name = 'ledger'");
        new FencedApplicationTest.JdbcLedger(jdbc).open();
    }

    @AfterEach
    void close() {
        jdbc.execute("drop table ledger");
    }

    @Test
    void whatTheNextHolderWroteStaysAndTheStoppedOnesCommitFails() throws Exception {
        assertThat(stoppedAndReplaced("fenced"))
                .isEqualTo("HOLDER StaleFencingTokenException:"
                        + " the fencing token 7 of ledger is stale: 8 was raised since");

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

            guard.raise("ledger", 8);
            jdbc.update("update ledger set amount = 8 where id = 1");

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
                        "-cp",
                        System.getProperty("java.class.path"),
                        HolderProcess.class.getName(),
                        Postgres.url(),
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
