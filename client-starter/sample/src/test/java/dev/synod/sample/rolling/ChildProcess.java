package dev.synod.sample.rolling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A jar as a process on a port of its own, that can be told to leave, killed, and started again. */
final class ChildProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> command = new ArrayList<>();
    private final Path log;
    private final URI address;
    private Process process;

    /** A jar, and options of its JVM. */
    record Program(Path jar, List<String> options) {}

    /** Of the Java that runs this; the process has begun when this returns, and is not ready yet. */
    ChildProcess(Program program, int port, Path log, List<String> arguments) {
        address = URI.create("http://127.0.0.1:" + port);
        this.log = log;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A quick start counts here: the JVM's first compiler alone.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(program.options());
        command.addAll(List.of("-jar", program.jar().toString()));
        command.addAll(arguments);
        command.addAll(List.of("--server.address=127.0.0.1", "--server.port=" + port));
        process = launch();
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return address;
    }

    void awaitReady() {
        await("ready: see " + log, START, () -> get("/actuator/health/readiness") == 200);
    }

    /** SIGTERM, and until it has gone. */
    void leave() {
        process.destroy();
        await("gone: see " + log, Duration.ofSeconds(60), () -> !process.isAlive());
    }

    /** SIGKILL, and until it has gone. */
    void kill() {
        process.destroyForcibly();
        await("killed", Duration.ofSeconds(20), () -> !process.isAlive());
    }

    void startAgain() {
        process = launch();
    }

    /** The status of the answer; 0 where there is none. */
    int get(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    int post(String path, String json) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private static int send(HttpRequest.Builder request) {
        try {
            var wanted = request.timeout(Duration.ofSeconds(20)).build();
            return HTTP.send(wanted, BodyHandlers.discarding()).statusCode();
        } catch (IOException unanswered) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void await(String what, Duration atMost, BooleanSupplier condition) {
        if (!within(atMost, condition)) {
            throw new AssertionError("not within " + atMost.toSeconds() + " s: " + what);
        }
    }

    /** Waits; whether it came true in time. */
    static boolean within(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return true;
    }
}
