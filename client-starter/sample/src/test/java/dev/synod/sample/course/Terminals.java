package dev.synod.sample.course;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader's terminals, in the root of the checkout: on free ports in place of those that the README names. */
final class Terminals implements AutoCloseable {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Duration START = Duration.ofSeconds(90);
    private static final Pattern PORT = Pattern.compile("\\b(7171|8081|8082|9092)\\b");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path directory;
    private final Map<String, String> ports = new LinkedHashMap<>();
    private final Map<String, Process> open = new LinkedHashMap<>();

    Terminals(Path directory) {
        this.directory = directory;
    }

    /** Starts what goes on until it is stopped, and waits until it serves. */
    void open(String line) {
        var log = directory.resolve("terminal-" + open.size() + ".log");
        var mine = here(line);
        try {
            var process = new ProcessBuilder("sh", "-c", "exec " + withPorts(mine))
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            open.put(line, process);
            awaitServing(mine, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with what the reader's machine has by itself: the ports, and a directory where nothing is yet. */
    private String here(String line) {
        if (line.startsWith("./synod server")) {
            return line + " --server.port=7171 --synod.node.data-dir=" + directory.resolve("data");
        }
        return line.contains("--server.port=") ? line + " --synod.client.endpoints=http://localhost:7171" : line;
    }

    private void awaitServing(String line, Process process, Path log) {
        var port = PORT.matcher(line);
        assertThat(port.find()).as("a port in " + line).isTrue();
        int number = Integer.parseInt(port(port.group()));
        boolean isDatabase = line.contains(" database ");
        long end = System.nanoTime() + START.toNanos();
        while (!(isDatabase ? listens(number) : isReady(number))) {
            assertThat(process.isAlive()).as("ended: see " + log).isTrue();
            assertThat(System.nanoTime()).as("ready in " + START + ": see " + log).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** The line that a terminal was opened with. */
    String line(String containing) {
        return open.keySet().stream()
                .filter(line -> line.contains(containing))
                .findFirst()
                .orElseThrow();
    }

    /**
     * What Ctrl-C does, and until it has ended. By TERM: below a build that a shell runs in the background, all
     * processes ignore INT, and a JVM that is born so keeps to it.
     */
    void leave(String line) throws Exception {
        var process = requireNonNull(open.get(line));
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended: " + line).isTrue();
    }

    /** What a command prints that ends by itself. */
    String typed(String line) throws Exception {
        var shell = new ProcessBuilder("sh", "-c", withPorts(line).replace("curl ", "curl -sS "))
                .redirectErrorStream(true)
                .start();
        var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }

    private String withPorts(String line) {
        return PORT.matcher(line).replaceAll(port -> Matcher.quoteReplacement(port(port.group())));
    }

    private String port(String named) {
        return ports.computeIfAbsent(named, any -> freePort());
    }

    private static String freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean isReady(int port) {
        var asked = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(asked, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        open.values().forEach(Process::destroyForcibly);
    }
}
