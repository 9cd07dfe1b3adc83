package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
        System.out.println("start to the first write: " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");

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
}
