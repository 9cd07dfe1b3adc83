package dev.synod.server.cli.demo;

import dev.synod.server.cli.process.Ending;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three nodes as three processes. Closing it ends them all; so does the end of this process, however it comes. */
final class DemoCluster implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(7);
    private static final Duration ELECTED = Duration.ofSeconds(20);
    private static final Duration LEAVE = Duration.ofSeconds(8);

    private final List<DemoNode> nodes = new ArrayList<>();

    /** Starts the processes; they are not ready yet. */
    DemoCluster(List<Place> places, Path home) throws IOException {
        try {
            for (var place : places) {
                nodes.add(DemoNode.start(place, places, home));
            }
        } catch (IOException cannotStart) {
            close();
            throw cannotStart;
        }
    }

    List<DemoNode> nodes() {
        return List.copyOf(nodes);
    }

    DemoNode node(int id) {
        return nodes.get(id - 1);
    }

    /** Those that run, beside {@code dead}. */
    List<DemoNode> survivorsOf(DemoNode dead) {
        return nodes.stream().filter(node -> node != dead).toList();
    }

    /** The node that all running ones take for the president, once they do. */
    DemoNode president() throws IOException, WalkFailed {
        var deadline = System.nanoTime() + ELECTED.toNanos();
        while (System.nanoTime() - deadline < 0) {
            var named = new ArrayList<Integer>();
            for (var node : nodes) {
                named.add(presidentAsSeenBy(node));
            }
            if (named.getFirst() > 0 && named.stream().distinct().count() == 1) {
                return node(named.getFirst());
            }
            Pause.of(Duration.ofMillis(50));
        }
        throw new WalkFailed("the nodes do not agree on a president within " + ELECTED.toSeconds() + " s");
    }

    /** Its id; 0 where the node knows none or does not answer. */
    private static int presidentAsSeenBy(DemoNode node) throws InterruptedIOException {
        try {
            return node.instance().get("/v1/cluster", ANSWER).json().path("president").asInt(0);
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException unanswered) {
            return 0;
        }
    }

    @Override
    public void close() {
        Ending.ofAll(nodes.stream().map(DemoNode::process).toList(), LEAVE);
    }
}
