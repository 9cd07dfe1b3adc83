package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** One instance without configuration but free ports: a cluster of one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
class AloneIT {

    private final ClusterOfProcesses cluster = new ClusterOfProcesses("alone", 1);
    private final InstanceProcess node = cluster.node(1);
    private long token;

    @BeforeAll
    void takesALock() {
        Packaged.prepare();
        long start = System.nanoTime();
        node.start().awaitReady(ClusterOfProcesses.START);
        var hold = node.put("/v1/locks/ledger/holds/a1", "{\"ttl\":\"10m\"}");
        var took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("start to the first write: " + took.toMillis() + " ms");

        assertThat(hold.status()).as(hold.body()).isEqualTo(200);
        token = hold.number("fencingToken");
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @Test
    @Order(1)
    void tellsInOneLineWhatItIsAndNothingElseWhileNothingHappens() {
        var lines = node.output().lines().toList();

        assertThat(lines).anySatisfy(line -> assertThat(line)
                .contains("INFO  node=1 cluster=synod api=http://127.0.0.1:")
                .contains("data=" + cluster.dataOf(1).toAbsolutePath()));
        assertThat(lines).as("few lines: %s", lines).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    @Order(2)
    void isHealthyAndSaysWhoItIs() {
        assertThat(node.get("/actuator/health").text("status")).isEqualTo("UP");
        assertThat(node.get("/actuator/health/liveness").text("status")).isEqualTo("UP");
        assertThat(node.get("/actuator/health/readiness").text("status")).isEqualTo("UP");
        var about = node.get("/actuator/info").json().path("synod");
        assertThat(about.path("node").asInt()).isOne();
        assertThat(about.path("cluster").asString()).isEqualTo("synod");
        assertThat(about.path("version").asString()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
        assertThat(node.get("/actuator/prometheus").body())
                .contains("synod_slots_chosen", "synod_mailbox_depth", "synod_presiding 1.0");
        assertThat(node.statusOf("/actuator/env")).isEqualTo(404);
    }

    @Test
    @Order(3)
    void refusesASecondProcessOnItsDirectory() {
        var second = new InstanceProcess(
                cluster.directory().resolve("second.log"),
                Ports.free(),
                List.of("--server.port=" + Ports.free(), "--synod.node.data-dir=" + cluster.dataOf(1)));

        assertThat(second.start().exitCode(ClusterOfProcesses.START)).isEqualTo(78);
        assertThat(second.output().lines()).singleElement().asString().contains("synod.node.data-dir", "is in use");
        assertThat(node.get("/v1/locks/ledger/holds/a1").number("fencingToken")).isEqualTo(token);
    }

    @Test
    @Order(4)
    void leavesOnSigtermInOrderAndASecondSignalDoesNoHarm() {
        long start = System.nanoTime();
        node.terminate();
        node.terminate();

        assertThat(node.exitCode(Duration.ofSeconds(10))).isZero();
        System.out.println("SIGTERM to the end: " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        assertThat(node.output()).doesNotContain("WARN").doesNotContain("ERROR");
    }

    @Test
    @Order(5)
    void keepsTheHoldOverARestart() {
        node.start().awaitReady(ClusterOfProcesses.START);

        var hold = node.get("/v1/locks/ledger/holds/a1");
        assertThat(hold.text("state")).isEqualTo("held");
        assertThat(hold.number("fencingToken")).isEqualTo(token);
        var refused = node.put("/v1/locks/ledger/holds/b1", "{\"ttl\":\"10m\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("lock-unavailable");
    }

    @Test
    @Order(6)
    void keepsTheHoldOverASigkillAndGivesTheNextOneALargerToken() {
        node.kill();
        node.start().awaitReady(ClusterOfProcesses.START);

        assertThat(node.get("/v1/locks/ledger/holds/a1").number("fencingToken")).isEqualTo(token);
        assertThat(node.delete("/v1/locks/ledger/holds/a1").status()).isEqualTo(204);
        var next = node.put("/v1/locks/ledger/holds/b1", "{\"ttl\":\"10m\"}");
        assertThat(next.number("fencingToken")).isGreaterThan(token);
    }

    @Test
    @Order(7)
    void leavesThoughAClientStillWaits() throws InterruptedException {
        node.put("/v1/locks/busy/holds/a1", "{\"ttl\":\"10m\"}");
        var waiting = Thread.ofVirtual()
                .start(() -> node.tryPut("/v1/locks/busy/holds/b1", "{\"ttl\":\"10m\",\"wait\":\"60s\"}"));
        Await.until(
                "it waits",
                Duration.ofSeconds(10),
                () -> !node.get("/v1/locks/busy").json().path("waiting").isEmpty());
        node.terminate();

        assertThat(node.exitCode(Duration.ofSeconds(10))).isZero();
        waiting.join(Duration.ofSeconds(10));
        assertThat(waiting.isAlive()).isFalse();
        node.start().awaitReady(ClusterOfProcesses.START);
    }

    @Test
    @Order(8)
    void thatCannotWriteItsJournalSaysSoEndsAndHasForgottenNothing() {
        node.limitFileSize(64 << 10);
        var tokens = new HashMap<String, Long>();
        for (int i = 1; node.isAlive() && i < 10_000; i++) {
            var hold = node.tryPut("/v1/locks/full-" + i + "/holds/h", "{\"ttl\":\"10m\"}");
            if (hold.status() == 200) {
                tokens.put("full-" + i, hold.number("fencingToken"));
            }
        }

        assertThat(node.exitCode(Duration.ofSeconds(20))).isEqualTo(70);
        assertThat(node.output().lines().filter(line -> line.contains(" ERROR "))).singleElement().asString()
                .contains("node=1 has stopped", "journal");
        node.start().awaitReady(ClusterOfProcesses.START);
        assertThat(tokens).isNotEmpty().allSatisfy((lock, token) ->
                assertThat(node.get("/v1/locks/" + lock).number("fencingToken")).isEqualTo(token));
    }
}
