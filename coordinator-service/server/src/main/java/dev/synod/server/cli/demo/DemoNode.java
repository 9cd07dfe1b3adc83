package dev.synod.server.cli.demo;

import dev.synod.server.cli.http.Instance;
import dev.synod.server.cli.process.Parent;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One node of the demo: a process that can be killed and started again with what it has not forgotten. */
final class DemoNode {

    /** A start takes 2 to 4 s on two idle cores; a busy machine gets its time. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration ANSWER = Duration.ofSeconds(7);

    /** A quick start counts here and a peak that lasts does not: the JVM's first compiler alone. */
    static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-D" + Parent.WATCH + "=true");

    private final Place place;
    private final Path log;
    private final List<String> command;
    private final Instance instance;
    private Process process;

    private DemoNode(Place place, Path log, List<String> command) throws IOException {
        this.place = place;
        this.log = log;
        this.command = command;
        instance = new Instance(URI.create(place.url()));
        process = launch();
    }

    /** Starts a node of the cluster that lives in {@code home}. */
    static DemoNode start(Place place, List<Place> cluster, Path home) throws IOException {
        var members = String.join(",", cluster.stream().map(Place::member).toList());
        var command = new ArrayList<>(java());
        command.addAll(List.of(
                "server",
                "--server.address=127.0.0.1",
                "--server.port=" + place.apiPort(),
                "--synod.node.id=" + place.id(),
                "--synod.node.data-dir=" + home.resolve("node-" + place.id()),
                "--synod.cluster.id=demo",
                "--synod.cluster.members=" + members,
                "--synod.peer.port=" + place.peerPort()));
        return new DemoNode(place, home.resolve("node-" + place.id() + ".log"), command);
    }

    /** The Java and the program that run this very process. */
    private static List<String> java() {
        var classPath = System.getProperty("java.class.path");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            command.addAll(List.of("-jar", classPath));
        } else {
            command.addAll(List.of("-cp", classPath, "dev.synod.server.SynodServer"));
        }
        return command;
    }

    private Process launch() throws IOException {
        // Its standard input stays open as long as this process lives: that is what the node watches.
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }

    int id() {
        return place.id();
    }

    String url() {
        return place.url();
    }

    Instance instance() {
        return instance;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no hand-over, no last write. */
    void kill() {
        process.destroyForcibly();
    }

    void restart() throws IOException {
        process.onExit().join();
        process = launch();
    }

    /** Waits until it has heard a president and applied all that was chosen. */
    void awaitReady() throws IOException, WalkFailed {
        var deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new WalkFailed("node " + id() + " ended with " + process.exitValue() + ": " + lastWords());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new WalkFailed("node " + id() + " is not ready after " + START.toMinutes() + " minutes");
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    private boolean isReady() throws InterruptedIOException {
        try {
            return instance.get("/actuator/health/readiness", ANSWER).status() == 200;
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastWords() throws IOException {
        var lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }
}
