package dev.synod.server.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Instances of the packaged server as processes on loopback, each with ports and a directory of its own.
 *
 * <p>Their output is kept under {@code target/processes}, and so is their data until the next run. Closing ends all of
 * them, whatever state they are in.
 */
final class ClusterOfProcesses implements AutoCloseable {

    /** For a node to be ready on a busy machine; a start takes 2 to 4 s. */
    static final Duration START = Duration.ofSeconds(60);

    private static final Path HOME = Path.of("target", "processes");

    private final SortedMap<Integer, InstanceProcess> nodes = new TreeMap<>();
    private final SortedMap<Integer, Integer> peerPorts = new TreeMap<>();
    private final Thread janitor = new Thread(this::end);
    private final Path directory;
    private final String name;
    private final String members;

    /** Not started yet; what an earlier run left under that name is gone. */
    ClusterOfProcesses(String name, int size) {
        this(name, size, List.of());
    }

    /** As above; all get {@code more} settings. */
    ClusterOfProcesses(String name, int size, List<String> more) {
        directory = emptied(HOME.resolve(name));
        Runtime.getRuntime().addShutdownHook(janitor);
        IntStream.rangeClosed(1, size).forEach(id -> peerPorts.put(id, Ports.free()));
        this.name = name;
        members = peerPorts.entrySet().stream()
                .map(member -> member.getKey() + "=127.0.0.1:" + member.getValue())
                .collect(Collectors.joining(","));
        IntStream.rangeClosed(1, size).forEach(id -> {
            int port = Ports.free();
            var settings = new ArrayList<>(List.of("--server.port=" + port, "--synod.node.data-dir=" + dataOf(id)));
            if (size > 1) {
                settings.addAll(List.of(
                        "--synod.node.id=" + id, "--synod.cluster.members=" + members, "--synod.cluster.id=" + name));
            }
            settings.addAll(more);
            nodes.put(id, new InstanceProcess(directory.resolve("node-" + id + ".log"), port, settings));
        });
    }

    /** Starts a node that is no member yet, with an empty directory. */
    InstanceProcess startNew(int id) {
        peerPorts.put(id, Ports.free());
        int port = Ports.free();
        var settings = List.of(
                "--server.port=" + port,
                "--synod.node.data-dir=" + dataOf(id),
                "--synod.node.id=" + id,
                "--synod.cluster.members=" + members,
                "--synod.cluster.id=" + name,
                "--synod.peer.port=" + peerPortOf(id),
                "--synod.peer.advertised=127.0.0.1:" + peerPortOf(id));
        var node = new InstanceProcess(directory.resolve("node-" + id + ".log"), port, settings);
        nodes.put(id, node);
        return node.start();
    }

    /**
     * One more, not started yet: with a port of its own for its API, and the directory of {@code id} for its data where
     * it keeps any.
     */
    InstanceProcess add(int id, String... settings) {
        int port = Ports.free();
        var all = new ArrayList<>(List.of("--server.port=" + port, "--synod.node.data-dir=" + dataOf(id)));
        all.add("--synod.cluster.id=" + directory.getFileName());
        all.addAll(List.of(settings));
        // Another with the same id takes the place of the one before, which has ended.
        var before = Optional.ofNullable(nodes.get(id));
        before.ifPresent(InstanceProcess::close);
        var node = new InstanceProcess(directory.resolve("node-" + id + ".log"), port, all);
        nodes.put(id, node);
        return node;
    }

    /** Ends one that shall not be started again. */
    void forget(int id) {
        Optional.ofNullable(nodes.remove(id)).ifPresent(InstanceProcess::close);
    }

    /** As in {@code synod.cluster.members}. */
    String members() {
        return members;
    }

    Path directory() {
        return directory;
    }

    Path dataOf(int id) {
        return directory.resolve("data-" + id);
    }

    int peerPortOf(int id) {
        return Optional.ofNullable(peerPorts.get(id)).orElseThrow();
    }

    InstanceProcess node(int id) {
        return Optional.ofNullable(nodes.get(id)).orElseThrow();
    }

    Collection<InstanceProcess> nodes() {
        return nodes.values();
    }

    /** Starts those that do not run, and waits until all are ready. */
    ClusterOfProcesses start() {
        nodes().stream().filter(node -> !node.isAlive()).forEach(InstanceProcess::start);
        nodes().forEach(node -> node.awaitReady(START));
        return this;
    }

    /** The node that all running ones take for the president. */
    int president() {
        var agreed = new ArrayList<Integer>();
        Await.until("one president", START, () -> {
            agreed.clear();
            nodes().stream()
                    .filter(InstanceProcess::isAlive)
                    .map(node -> node.get("/v1/cluster").json().path("president").asInt(0))
                    .distinct()
                    .forEach(agreed::add);
            return agreed.size() == 1 && agreed.getFirst() != 0;
        });
        return agreed.getFirst();
    }

    /** The running nodes that do not preside. */
    List<InstanceProcess> followers() {
        int president = president();
        return nodes.entrySet().stream()
                .filter(node -> node.getKey() != president && node.getValue().isAlive())
                .map(Map.Entry::getValue)
                .toList();
    }

    private void end() {
        nodes().forEach(InstanceProcess::close);
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(janitor);
    }

    /** That directory, without what an earlier run left in it. */
    static Path emptied(Path root) {
        if (Files.exists(root)) {
            try (var paths = Files.walk(root)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return root;
    }
}
