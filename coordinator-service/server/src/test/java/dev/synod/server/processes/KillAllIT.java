package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was acknowledged is there, though every process was killed at once, five times, while clients wrote. */
class KillAllIT {

    private static final int ROUNDS = 5;
    private static final int CLIENTS = 8;
    private static final int ACKNOWLEDGED_IN_A_ROUND = 150;

    /** What clients know: the tokens of acknowledged holds, and which of those were acknowledged to be released. */
    private final Map<String, Long> held = new ConcurrentHashMap<>();

    private final Map<String, Long> released = new ConcurrentHashMap<>();
    private final Map<String, Long> perhapsReleased = new ConcurrentHashMap<>();
    private volatile boolean killed;

    @Test
    @Timeout(600)
    void everyAcknowledgedHoldIsThereAfterTheRestart() {
        try (var cluster = new ClusterOfProcesses("kill-all", 3)) {
            for (int round = 1; round <= ROUNDS; round++) {
                cluster.start();
                verify(cluster.node(1 + round % 3));
                writeUntilKilled(cluster, round);
            }
            cluster.start();
            cluster.nodes().forEach(this::verify);
        }
        System.out.println("killed all of three " + ROUNDS + " times: " + (held.size() + released.size())
                + " acknowledged holds, none lost");
    }

    private void writeUntilKilled(ClusterOfProcesses cluster, int round) {
        killed = false;
        int before = held.size() + released.size();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CLIENTS).forEach(client -> clients.execute(
                    () -> write("r" + round + "-c" + client + "-", cluster.node(1 + client % 3))));
            Await.until(
                    "enough are acknowledged",
                    Duration.ofSeconds(60),
                    () -> held.size() + released.size() >= before + ACKNOWLEDGED_IN_A_ROUND);
            cluster.nodes().forEach(InstanceProcess::killAtOnce);
            killed = true;
        }
        cluster.nodes().forEach(InstanceProcess::kill);
    }

    /** Takes one lock after the other, and gives every third back. */
    private void write(String prefix, InstanceProcess node) {
        try {
            for (int i = 1; !killed; i++) {
                var lock = prefix + i;
                var reply = node.put("/v1/locks/" + lock + "/holds/h", "{\"ttl\":\"1h\"}");
                if (reply.status() != 200) {
                    continue;
                }
                long token = reply.number("fencingToken");
                if (i % 3 == 0) {
                    release(lock, token, node);
                } else {
                    held.put(lock, token);
                }
            }
        } catch (UncheckedIOException e) {
            // The node is killed: what it did not answer may have happened or not, and is not counted.
        }
    }

    private void release(String lock, long token, InstanceProcess node) {
        perhapsReleased.put(lock, token);
        if (node.delete("/v1/locks/" + lock + "/holds/h").status() == 204) {
            perhapsReleased.remove(lock);
            released.put(lock, token);
        }
    }

    private void verify(InstanceProcess node) {
        var found = node.tokensByLock();
        assertThat(found).as("acknowledged holds").containsAllEntriesOf(held);
        assertThat(found).as("acknowledged releases").doesNotContainKeys(released.keySet().toArray(String[]::new));
        perhapsReleased.forEach((lock, token) -> assertThat(found.getOrDefault(lock, token)).isEqualTo(token));
        assertThat(found.values()).as("tokens").doesNotHaveDuplicates();
    }
}
