package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * SIGKILL at a random moment, a hundred times, while clients write: mostly one node of three, every tenth time all of
 * them. Nothing that was acknowledged is lost. Run by {@code scripts/endure kills}; the seed is printed.
 */
class HundredKillsEndurance {

    private static final int KILLS = Integer.getInteger("endure.kills", 100);
    private static final long SEED = Long.getLong("endure.seed", System.nanoTime());
    private static final int CLIENTS = 9;
    private static final int ALL_EVERY = 10;
    private static final Duration PAUSE = Duration.ofMillis(30);

    private final Map<String, Long> held = new ConcurrentHashMap<>();
    private final AtomicLong lastAnswer = new AtomicLong();
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private volatile boolean ended;

    @Test
    @Timeout(7_200)
    void nothingAcknowledgedIsLost() throws Exception {
        System.out.println("seed " + SEED);
        var moments = new SplittableRandom(SEED);
        var gaps = new ArrayList<Long>();
        var fromNothing = new ArrayList<Long>();
        try (var cluster = new ClusterOfProcesses("kills", 3).start()) {
            var clients = new ArrayList<Thread>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                // One for all its holds: a cluster has room for more holds than sessions.
                var session = cluster.node(1 + number % 3)
                        .post("/v1/sessions", "{\"process\":\"k\",\"ttl\":\"10h\"}")
                        .text("id");
                clients.add(Thread.ofPlatform().daemon().start(() -> write(cluster, number, session)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                LockSupport.parkNanos(moments.nextLong(Duration.ofMillis(500).toNanos()));
                boolean all = kill % ALL_EVERY == 0;
                (all ? fromNothing : gaps).add(all ? killAll(cluster) : killOne(cluster, 1 + moments.nextInt(3)));
                cluster.start();
                if (kill % ALL_EVERY == 0) {
                    verify(cluster.node(1 + moments.nextInt(3)));
                    System.out.printf("%d kills, %d acknowledged holds, none lost%n", kill, held.size());
                }
            }
            ended = true;
            for (var client : clients) {
                client.join();
            }
            cluster.nodes().forEach(this::verify);
        }
        print("SIGKILL of one node to the next answered write", gaps);
        print("SIGKILL of all, their restart, to the next answered write", fromNothing);
    }

    private static void print(String what, List<Long> millis) {
        millis.sort(null);
        if (!millis.isEmpty()) {
            System.out.printf("%s, of %d: median %d ms, longest %d ms%n",
                    what, millis.size(), millis.get(millis.size() / 2), millis.getLast());
        }
    }

    /** Milliseconds from the kill to the next acknowledged write. */
    private long killOne(ClusterOfProcesses cluster, int id) {
        cluster.node(id).killAtOnce();
        long at = System.nanoTime();
        cluster.node(id).kill();
        return untilAnswered(at);
    }

    private long killAll(ClusterOfProcesses cluster) {
        cluster.nodes().forEach(InstanceProcess::killAtOnce);
        long at = System.nanoTime();
        cluster.nodes().forEach(InstanceProcess::kill);
        cluster.nodes().forEach(InstanceProcess::start);
        return untilAnswered(at);
    }

    private long untilAnswered(long at) {
        Await.until("a write is answered again", Duration.ofSeconds(60), () -> lastAnswer.get() - at > 0);
        return (lastAnswer.get() - at) / 1_000_000;
    }

    private void write(ClusterOfProcesses cluster, int number, String session) {
        int turn = number;
        while (!ended) {
            try (var client = new LeanClient(cluster.node(1 + turn++ % 3).port())) {
                while (!ended) {
                    var lock = "k" + number + "-" + held.size() + "-" + Long.toHexString(random.nextLong());
                    var asked = System.nanoTime();
                    var answer = client.call("PUT", "/v1/locks/" + lock + "/holds/h",
                            "{\"session\":\"" + session + "\"}");
                    if (answer.status() != 200) {
                        break;
                    }
                    held.put(lock, answer.number("fencingToken"));
                    lastAnswer.accumulateAndGet(asked, Math::max);
                    LockSupport.parkNanos(PAUSE.toNanos()); // the listing of all locks is to stay short
                }
            } catch (IOException killed) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
    }

    private void verify(InstanceProcess node) {
        var acknowledged = Map.copyOf(held);
        var found = node.tokensByLock();
        acknowledged.forEach((lock, token) -> assertThat(found.get(lock)).as(lock).isEqualTo(token));
        assertThat(found.values()).as("tokens").doesNotHaveDuplicates();
    }
}
