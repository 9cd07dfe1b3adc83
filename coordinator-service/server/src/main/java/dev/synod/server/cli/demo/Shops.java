package dev.synod.server.cli.demo;

import dev.synod.server.cli.process.Ending;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sample application as three processes, one beside each coordinator, and a process with the database they share.
 * Closing it ends them all; so does the end of this process, however it comes.
 */
final class Shops implements AutoCloseable {

    /** How long a session outlives its process. */
    static final Duration TTL = Duration.ofSeconds(3);

    /** Where the launcher names the jar of the sample. */
    private static final String JAR = "dev.synod.demo.sample";

    private static final int FIRST_PORT = 8081;
    private static final Duration LEAVE = Duration.ofSeconds(8);
    private static final Duration START = Duration.ofSeconds(60);

    private final Path home;
    private final List<ProcessHandle> processes = new ArrayList<>();
    private final List<Shop> shops = new ArrayList<>();

    /** None yet. */
    Shops(Path home) {
        this.home = home;
    }

    /** Of the sample, where it is built; an installed server has none. */
    static Optional<Path> jar() {
        return Optional.ofNullable(System.getProperty(JAR)).map(Path::of).filter(Files::isRegularFile);
    }

    /** Starts the database and an instance beside each node, and returns when all are ready. */
    void start(Path jar, DemoCluster cluster) throws IOException, WalkFailed {
        int port = freePort();
        launch("database", jar, List.of("database", String.valueOf(port)));
        awaitListens(port);
        for (var node : cluster.nodes()) {
            open(jar, node, port);
            if (shops.size() == 1) {
                shops.getFirst().awaitReady(); // it makes the tables for all
            }
        }
        for (var shop : shops) {
            shop.awaitReady();
        }
    }

    private void open(Path jar, DemoNode node, int database) throws IOException {
        var name = "shop-" + node.id();
        int usual = FIRST_PORT + shops.size();
        int port = isTaken(usual) ? freePort() : usual;
        var arguments = List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--synod.client.endpoints=" + node.url(),
                "--synod.client.process=" + name,
                "--synod.client.ttl=" + TTL.toSeconds() + "s",
                "--spring.datasource.url=jdbc:h2:tcp://localhost:" + database + "/mem:shop;DB_CLOSE_DELAY=-1",
                "--spring.datasource.username=sa",
                "--spring.datasource.password=");
        shops.add(new Shop(name, port, launch(name, jar, arguments)));
    }

    private Process launch(String name, Path jar, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(DemoNode.JVM);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        // Its standard input stays open as long as this process lives: that is what it watches.
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(home.resolve(name + ".log").toFile()))
                .start();
        processes.add(process.toHandle());
        return process;
    }

    List<Shop> all() {
        return List.copyOf(shops);
    }

    private static void awaitListens(int port) throws IOException, WalkFailed {
        var deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try (var socket = new Socket("localhost", port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Pause.of(Duration.ofMillis(50));
            }
        }
        throw new WalkFailed("the database does not listen after " + START.toSeconds() + " s");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() != port;
        } catch (IOException taken) {
            return true;
        }
    }

    @Override
    public void close() {
        // A mark of an interruption would rob them of their time to leave.
        var stopped = Thread.interrupted();
        Ending.ofAll(processes, LEAVE);
        if (stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
