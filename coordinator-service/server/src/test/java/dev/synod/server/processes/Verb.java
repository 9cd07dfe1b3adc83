package dev.synod.server.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the packaged command line, with all that it says. Closing ends it, whatever state it is in. */
final class Verb implements AutoCloseable {

    private final Path said;
    private final Process process;

    private Verb(Path said, Process process) {
        this.said = said;
        this.process = process;
    }

    /** Starts it; what it starts in turn speaks into the same file. */
    static Verb start(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                System.getProperty("synod.jar")));
        command.addAll(List.of(arguments));
        try {
            var directory = Files.createDirectories(Path.of("target", "processes"));
            var said = Files.createTempFile(directory, arguments[0], ".txt");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            return new Verb(said, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    static Verb run(String... arguments) {
        var verb = start(arguments);
        verb.exitCode(Duration.ofMinutes(2));
        return verb;
    }

    int exitCode() {
        return exitCode(Duration.ofMinutes(1));
    }

    int exitCode(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
                throw new AssertionError("still running after " + within.toSeconds() + " s, having said: " + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, and returns at once. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL, and returns at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** The processes that it started. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
