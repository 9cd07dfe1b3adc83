package dev.synod.sample.rolling;

import dev.synod.sample.rolling.ChildProcess.Program;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three coordinators, and beside each an instance of the sample; all of these on one PostgreSQL. */
final class Shops implements AutoCloseable {

    static final int INSTANCES = 3;

    private static final Path HERE = Path.of("target").toAbsolutePath();
    private static final Path SERVER = Path.of("..", "..", "coordinator-service", "server", "target").toAbsolutePath();

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final List<ChildProcess> coordinators = new ArrayList<>();
    private final List<ChildProcess> instances = new ArrayList<>();

    /** How the instances are run. */
    enum Processing {
        AS_IT_IS,
        /** With the beans that the build has worked out: as in a native image, on a JVM. */
        AHEAD_OF_TIME
    }

    /** All ready, in a directory of that name, with sessions of that TTL. */
    Shops(String name, Duration ttl, Processing processing) {
        directory = emptied(HERE.resolve("rolling").resolve(name));
        try {
            postgres = EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            startCoordinators(new Program(jar(SERVER, "synod-server-"), List.of()));
            boolean isAhead = processing == Processing.AHEAD_OF_TIME;
            var options = List.of("-Dspring.aot.enabled=" + isAhead);
            startInstances(new Program(jar(HERE, "synod-sample-"), options), ttl);
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    private void startCoordinators(Program program) {
        var ports = IntStream.range(0, INSTANCES).map(i -> ChildProcess.freePort()).toArray();
        var members = IntStream.range(0, INSTANCES)
                .mapToObj(i -> (i + 1) + "=127.0.0.1:" + ports[i])
                .collect(Collectors.joining(","));
        for (int i = 0; i < INSTANCES; i++) {
            int id = i + 1;
            coordinators.add(new ChildProcess(
                    program,
                    ChildProcess.freePort(),
                    directory.resolve("coordinator-" + id + ".log"),
                    List.of(
                            "server",
                            "--synod.node.id=" + id,
                            "--synod.node.data-dir=" + directory.resolve("data-" + id),
                            "--synod.cluster.id=rolling",
                            "--synod.cluster.members=" + members,
                            "--synod.peer.port=" + ports[i])));
        }
        coordinators.forEach(ChildProcess::awaitReady);
    }

    private void startInstances(Program program, Duration ttl) {
        for (int i = 0; i < INSTANCES; i++) {
            var instance = new ChildProcess(
                    program,
                    ChildProcess.freePort(),
                    directory.resolve("shop-" + (i + 1) + ".log"),
                    List.of(
                            "--synod.client.endpoints=" + coordinators.get(i).address(),
                            "--synod.client.process=shop-" + (i + 1),
                            "--synod.client.ttl=" + ttl.toMillis() + "ms",
                            "--spring.datasource.url=" + url(),
                            "--spring.datasource.username=postgres",
                            "--spring.datasource.password=postgres"));
            instances.add(instance);
            instance.awaitReady(); // the first one makes the tables
        }
    }

    private static Path jar(Path target, String name) {
        try (var files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(name + "[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("nothing is built in " + target + ": ./synod build"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptied(Path directory) {
        try {
            if (Files.exists(directory)) {
                try (var files = Files.walk(directory)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    List<ChildProcess> instances() {
        return List.copyOf(instances);
    }

    @Override
    public void close() {
        instances.forEach(ChildProcess::close);
        coordinators.forEach(ChildProcess::close);
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
