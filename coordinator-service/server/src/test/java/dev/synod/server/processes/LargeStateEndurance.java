package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * 100,000 locks held by 10,000 sessions: a snapshot is taken without the loop standing still for a heartbeat, a new
 * node gets it from another, and a restart brings it back. Run by {@code scripts/endure large}.
 */
class LargeStateEndurance {

    private static final int SESSIONS = Integer.getInteger("endure.sessions", 10_000);
    private static final int LOCKS_EACH = 10;
    private static final int CLIENTS = 16;
    private static final Pattern SESSION = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Duration HEARTBEAT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    @Timeout(3_600)
    void aSnapshotOfIsTakenMovedAndReadBack() throws Exception {
        try (var cluster = new ClusterOfProcesses("large", 3).start()) {
            fill(cluster);
            var president = cluster.node(cluster.president());
            double before = president.meter("synod_snapshot_slot");
            var turns = new DoubleAccumulator(Math::max, 0);
            try (var load = new Load(List.of(president.port()), 4)) {
                Await.until("the turns of the filling are forgotten", LONG, () -> longestTurn(president) < 0.05);
                Await.until("a snapshot", LONG, () -> {
                    boolean taken = president.meter("synod_snapshot_slot") > before;
                    turns.accumulate(longestTurn(president));
                    return taken;
                });
                double longest = turns.get();
                System.out.printf("a snapshot of %d held locks and %d sessions was taken under load (%d commands);"
                                + " longest turn of the loop meanwhile %.1f ms%n",
                        SESSIONS * LOCKS_EACH, SESSIONS, load.commands(), longest * 1e3);
            }
            move(cluster);
            restart(cluster);
            assertThat(turns.get() * 1e3).as("ms of the longest turn").isLessThan((double) HEARTBEAT.toMillis());
        }
    }

    /** In seconds, of the last 10 to 20 seconds. */
    private static double longestTurn(InstanceProcess node) {
        return node.meter("synod_loop_turn_longest_seconds");
    }

    private static void fill(ClusterOfProcesses cluster) throws Exception {
        long begun = System.nanoTime();
        var left = new AtomicInteger(SESSIONS);
        var wrong = new ConcurrentLinkedQueue<String>();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                int port = cluster.node(1 + client % 3).port();
                clients.execute(() -> fill(new LeanClient(port), left, wrong));
            }
        }
        assertThat(wrong).isEmpty();
        System.out.printf("%d locks held by %d sessions after %d s%n", SESSIONS * LOCKS_EACH, SESSIONS,
                (System.nanoTime() - begun) / 1_000_000_000L);
    }

    private static void fill(LeanClient client, AtomicInteger left, ConcurrentLinkedQueue<String> wrong) {
        try (client) {
            for (int number = left.getAndDecrement(); number > 0; number = left.getAndDecrement()) {
                var opened = client.call("POST", "/v1/sessions", "{\"process\":\"p" + number + "\",\"ttl\":\"2h\"}");
                var id = SESSION.matcher(opened.body());
                if (opened.status() != 201 || !id.find()) {
                    wrong.add(opened.toString());
                    return;
                }
                for (int lock = 0; lock < LOCKS_EACH; lock++) {
                    var held = client.call("PUT", "/v1/locks/l" + number + "-" + lock + "/holds/h",
                            "{\"session\":\"" + id.group(1) + "\"}");
                    if (held.status() != 200) {
                        wrong.add(held.toString());
                    }
                }
            }
        } catch (IOException e) {
            wrong.add(e.toString());
        }
    }

    private static void move(ClusterOfProcesses cluster) {
        long begun = System.nanoTime();
        var joined = cluster.startNew(4);
        var asked = cluster.node(1).post("/v1/cluster/members", "{\"id\":4,\"address\":\"127.0.0.1:"
                + cluster.peerPortOf(4) + "\"}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        Await.until("the new node has the locks", Duration.ofSeconds(60), () -> holds(joined));
        System.out.printf("a new node has it %d ms after it was started%n", (System.nanoTime() - begun) / 1_000_000);
    }

    private static void restart(ClusterOfProcesses cluster) {
        var node = cluster.followers().getFirst();
        node.kill();
        long begun = System.nanoTime();
        node.start().awaitReady(ClusterOfProcesses.START);
        System.out.printf("a restarted node is ready after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        assertThat(holds(node)).isTrue();
    }

    /** Whether a node knows the last lock of the first session and the first of the last. */
    private static boolean holds(InstanceProcess node) {
        return node.statusOf("/v1/locks/l1-" + (LOCKS_EACH - 1) + "/holds/h?consistency=local") == 200
                && node.statusOf("/v1/locks/l" + SESSIONS + "-0/holds/h?consistency=local") == 200;
    }
}
