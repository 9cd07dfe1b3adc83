package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One instance as a process, started and ended any number of times with the same directory and ports. */
final class InstanceProcess implements AutoCloseable {

    private static final Duration REQUEST_TIME = Duration.ofSeconds(20);

    private final Path log;
    private final int port;
    private final List<String> settings;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private Optional<Process> process = Optional.empty();

    /**
     * Not started yet.
     *
     * @param log where all of its output goes, over all of its starts
     * @param port of its API
     */
    InstanceProcess(Path log, int port, List<String> settings) {
        this.log = log;
        this.port = port;
        this.settings = settings;
    }

    /** Of its API. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Resident memory, from what the kernel says of the process. */
    long residentBytes() {
        try {
            for (var line : Files.readAllLines(Path.of("/proc", pid(), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a meter, by its name without tags. */
    double meter(String name) {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no meter " + name));
    }

    InstanceProcess start() {
        try {
            Files.createDirectories(log.getParent());
            process = Optional.of(new ProcessBuilder(Packaged.command(settings))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    /** SIGKILL, and returns at once. */
    void killAtOnce() {
        process.ifPresent(Process::destroyForcibly);
    }

    /** SIGKILL, and waits until it is gone. */
    void kill() {
        killAtOnce();
        exitCode(Duration.ofSeconds(10));
    }

    /** SIGTERM, and returns at once. */
    void terminate() {
        signal("TERM");
    }

    /** SIGSTOP: it is there, and says nothing. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    /** Waits for its end. */
    int exitCode(Duration within) {
        try {
            var ended = process.orElseThrow();
            if (!ended.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + within.toMillis() + " ms, see " + log);
            }
            return ended.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As if the disk were full: no file can be written beyond so many bytes from now on. */
    void limitFileSize(int bytes) {
        run("prlimit", "--fsize=" + bytes, "--pid", pid());
    }

    private void signal(String name) {
        run("kill", "-" + name, pid());
    }

    private String pid() {
        return Long.toString(process.orElseThrow().pid());
    }

    private static void run(String... command) {
        try {
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it hears a president and has caught up. */
    InstanceProcess awaitReady(Duration within) {
        Await.until("ready, see " + log, within, () -> {
            if (!isAlive()) {
                throw new AssertionError("ended with " + exitCode(Duration.ZERO) + ", see " + log + ":\n" + output());
            }
            return isReady();
        });
        return this;
    }

    boolean isReady() {
        return statusOf("/actuator/health/readiness") == 200;
    }

    /** The status of a GET; 0 where nobody answers. */
    int statusOf(String path) {
        try {
            return get(path).status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    /** A read of what it has learned, when that is at least {@code position}. */
    Reply getLocally(String path, long position) {
        return send("GET", path + "?consistency=local", BodyPublishers.noBody(), "Synod-After", "" + position);
    }

    Reply put(String path, String json) {
        return send("PUT", path, BodyPublishers.ofString(json));
    }

    /** As {@link #put}; status 0 where nobody answers. */
    Reply tryPut(String path, String json) {
        try {
            return put(path, json);
        } catch (UncheckedIOException e) {
            return new Reply(0, "");
        }
    }

    /** As {@link #post}, a retry of whatever had the same key; status 0 where nobody answers. */
    Reply tryPost(String path, String json, String key) {
        var body = BodyPublishers.ofString(json);
        try {
            return send("POST", path, body, "Content-Type", "application/json", "Idempotency-Key", key);
        } catch (UncheckedIOException e) {
            return new Reply(0, "");
        }
    }

    Reply post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json));
    }

    Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    private Reply send(String method, String path, BodyPublisher body) {
        return send(method, path, body, "Content-Type", "application/json");
    }

    private Reply send(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(REQUEST_TIME)
                .headers(headers)
                .method(method, body)
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (ConnectException e) {
            throw new UncheckedIOException("nobody answers on port " + port, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All locks that are held, with their newest fencing tokens, page by page. */
    Map<String, Long> tokensByLock() {
        var found = new HashMap<String, Long>();
        var page = get("/v1/locks?limit=1000");
        while (true) {
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            page.json().path("locks").forEach(lock ->
                    found.put(lock.path("lock").asString(), lock.path("fencingToken").asLong()));
            var next = page.json().path("next");
            if (next.isMissingNode() || next.isNull()) {
                return found;
            }
            page = get("/v1/locks?limit=1000&after=" + next.asString());
        }
    }

    /** All that it wrote, over all of its starts. */
    String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroyForcibly);
        client.shutdownNow();
    }
}
