package dev.synod.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.server.SynodServer;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What of an archive starts in an instance's process, by the JVM's own account of the classes that it loads. */
@Timeout(180)
class ArchiveStartTest {

    private static final List<String> LIBRARIES = List.of(
            " org.hibernate.engine.", " org.flywaydb.", " com.zaxxer.", " org.h2.");

    @TempDir
    Path directory;

    @Test
    void withoutAnArchiveNothingOfHibernateIsLoaded() throws Exception {
        assertThat(classesLoadedUntil(" dev.synod.server.wiring.archive.NoArchive$$Lambda"))
                .noneMatch(line -> LIBRARIES.stream().anyMatch(line::contains))
                .noneMatch(line -> line.contains(" dev.synod.server.archive.Archivist "));
    }

    @Test
    void withOneItIs() throws Exception {
        var loaded = classesLoadedUntil(" org.hibernate.engine.", "--synod.archive.url=h2");

        assertThat(LIBRARIES).allSatisfy(library -> assertThat(loaded).anyMatch(line -> line.contains(library)));
        assertThat(loaded).noneMatch(line -> line.contains(" dev.synod.server.wiring.archive.NoArchive$$Lambda"));
        assertThat(directory.resolve("data").resolve("archive.mv.db")).exists();
    }

    /** Starts an instance that publishes an event, and waits until it has loaded that too. */
    private List<String> classesLoadedUntil(String last, String... settings) throws Exception {
        var log = directory.resolve("classes.log");
        int port = freePort();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                withoutTests(),
                SynodServer.class.getName(),
                "server",
                "--server.port=" + port,
                "--synod.node.data-dir=" + directory.resolve("data")));
        command.addAll(List.of(settings));
        var instance = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.log").toFile())
                .start();
        try {
            publish("http://127.0.0.1:" + port, instance);
            await(() -> loaded(log).stream().anyMatch(line -> line.contains(last)), instance);
            return loaded(log);
        } finally {
            instance.destroyForcibly().waitFor();
        }
    }

    /** An instance finds its beans by looking through the class path, and would find those of tests. */
    private static String withoutTests() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void publish(String url, Process instance) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"));
            await(() -> status(client, ready) == 200, instance);
            var session = send(client, post(url + "/v1/sessions", "{\"process\":\"p\"}")).headers();
            var id = session.firstValue("Location").orElseThrow().replaceAll(".*/", "");
            var event = post(url + "/v1/topics/orders/events", "{\"session\":\"" + id + "\",\"type\":\"placed\"}");
            assertThat(send(client, event).statusCode()).isEqualTo(201);
        }
    }

    private static HttpRequest.Builder post(String url, String json) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private static int status(HttpClient client, HttpRequest.Builder request) throws InterruptedException {
        try {
            return send(client, request).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static List<String> loaded(Path log) throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private interface Condition {

        boolean holds() throws IOException, InterruptedException;
    }

    private void await(Condition condition, Process instance) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertThat(instance.isAlive()).as(this::output).isTrue();
            assertThat(System.nanoTime()).as(this::output).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output.log"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
