package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Three instances, and what may happen to one or two of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ThreeNodesIT {

    /** Long enough that no session ends while a test runs. */
    private static final String TAKE = "{\"ttl\":\"10m\"}";

    private final ClusterOfProcesses cluster = new ClusterOfProcesses("three", 3);

    @BeforeEach
    void allAreReady() {
        cluster.start();
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @Test
    void anyNodeTakesAnyRequest() {
        var hold = cluster.node(1).put("/v1/locks/any/holds/a1", TAKE);
        assertThat(hold.status()).as(hold.body()).isEqualTo(200);

        for (var node : cluster.nodes()) {
            assertThat(node.put("/v1/locks/any/holds/a1", TAKE).number("fencingToken"))
                    .isEqualTo(hold.number("fencingToken"));
            assertThat(node.get("/v1/locks/any").number("fencingToken")).isEqualTo(hold.number("fencingToken"));
            assertThat(node.put("/v1/locks/any/holds/b1", TAKE).problem()).isEqualTo("lock-unavailable");
        }
    }

    @Test
    void aHoldSurvivesTheKillingOfThePresidentAndTheNextTokenIsLarger() {
        var token = cluster.node(1).put("/v1/locks/kept/holds/a1", TAKE).number("fencingToken");
        var gaps = new ArrayList<Duration>();
        for (int round = 1; round <= 5; round++) {
            int president = cluster.president();
            var survivors = cluster.followers();
            long killed = System.nanoTime();
            cluster.node(president).kill();
            Writer.writeOnce("gap-" + round, survivors);
            gaps.add(Duration.ofNanos(System.nanoTime() - killed));

            for (var survivor : survivors) {
                assertThat(survivor.get("/v1/locks/kept").number("fencingToken")).isEqualTo(token);
                assertThat(survivor.put("/v1/locks/kept/holds/b1", TAKE).problem()).isEqualTo("lock-unavailable");
            }
            cluster.start();
        }
        System.out.println("SIGKILL of the president to the next answered write: " + millis(gaps));
        assertThat(median(gaps)).isLessThan(Duration.ofSeconds(1));

        assertThat(cluster.node(2).delete("/v1/locks/kept/holds/a1").status()).isEqualTo(204);
        assertThat(cluster.node(3).put("/v1/locks/kept/holds/b1", TAKE).number("fencingToken")).isGreaterThan(token);
    }

    @Test
    void aPresidentThatIsToldToLeaveHandsOverFirst() {
        var gaps = new ArrayList<Duration>();
        for (int round = 1; round <= 3; round++) {
            int president = cluster.president();
            try (var writer = new Writer("leave-" + round + "-", cluster.followers())) {
                writer.awaitMore(20);
                cluster.node(president).terminate();
                assertThat(cluster.node(president).exitCode(Duration.ofSeconds(10))).isZero();
                writer.awaitMore(20);
                gaps.add(writer.longestGap());
            }
            assertThat(cluster.president()).isNotEqualTo(president);
            cluster.start();
        }
        System.out.println("longest time between two answered writes while the president leaves: " + millis(gaps));
        assertThat(median(gaps)).isLessThan(Duration.ofMillis(400));
    }

    @Test
    void withoutAQuorumNothingIsDoneAndItIsSaid() {
        var last = cluster.followers().getFirst();
        cluster.nodes().stream().filter(node -> node != last).forEach(InstanceProcess::kill);
        Await.until("it notices", Duration.ofSeconds(10), () -> !last.isReady());

        long start = System.nanoTime();
        var refused = last.put("/v1/locks/nothing/holds/a1", TAKE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("no-quorum");
        assertThat(last.get("/v1/locks/nothing").problem()).isEqualTo("no-quorum");

        assertThat(last.statusOf("/actuator/health/liveness")).isEqualTo(200);
        assertThat(last.get("/v1/cluster").json().path("president").isNull()).isTrue();
        assertThat(last.get("/v1/locks/nothing?consistency=local").status()).isEqualTo(200);

        cluster.start();
        assertThat(last.get("/v1/locks/nothing").json().path("holders").isEmpty()).isTrue();
        assertThat(last.get("/v1/locks/nothing/holds/a1").status()).isEqualTo(404);
    }

    @Test
    void anOutcomeThatIsUnknownIsSettledByTheSameRequest() {
        var president = cluster.node(cluster.president());
        var followers = cluster.followers();
        followers.forEach(InstanceProcess::pause);
        Reply unknown;
        try {
            unknown = president.put("/v1/locks/unknown/holds/a1", TAKE);
        } finally {
            followers.forEach(InstanceProcess::resume);
        }
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(504);
        assertThat(unknown.problem()).isEqualTo("unknown-outcome");

        cluster.start();
        var settled = president.put("/v1/locks/unknown/holds/a1", TAKE);
        assertThat(settled.status()).as(settled.body()).isEqualTo(200);
        assertThat(president.get("/v1/locks/unknown").number("fencingToken")).isEqualTo(settled.number("fencingToken"));
        assertThat(president.get("/v1/locks/unknown").json().path("holders")).hasSize(1);
    }

    @Test
    void aPeerOfAnotherClusterIsRefusedAndLoggedOnce() {
        int foreignPort = Ports.free();
        var members = "1=127.0.0.1:" + cluster.peerPortOf(1) + ",2=127.0.0.1:" + foreignPort
                + ",3=127.0.0.1:" + Ports.free();
        try (var foreign = new InstanceProcess(
                cluster.directory().resolve("foreign.log"),
                Ports.free(),
                List.of(
                        "--server.port=" + Ports.free(),
                        "--synod.node.data-dir=" + cluster.directory().resolve("data-foreign"),
                        "--synod.cluster.id=foreign",
                        "--synod.node.id=2",
                        "--synod.cluster.members=" + members))) {
            foreign.start();
            Await.until("refused", ClusterOfProcesses.START, () -> refusals(cluster.node(1).output()) > 0);
            Await.until("told why", ClusterOfProcesses.START, () -> refusals(foreign.output()) > 0);
            // It calls again and again, so that a second line would come within a few writes' time.
            try (var writer = new Writer("foreign-", List.copyOf(cluster.nodes()))) {
                writer.awaitMore(200);
            }

            assertThat(refusals(cluster.node(1).output())).isEqualTo(1);
            assertThat(refusals(foreign.output())).isEqualTo(1);
        }
    }

    private static long refusals(String output) {
        return output.lines().filter(line -> line.contains("belongs to cluster")).count();
    }

    private static Duration median(List<Duration> durations) {
        var sorted = new ArrayList<>(durations);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static String millis(List<Duration> durations) {
        return durations.stream().map(gap -> gap.toMillis() + " ms").toList() + ", median "
                + median(durations).toMillis() + " ms";
    }
}
