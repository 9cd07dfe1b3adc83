package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.server.journal.jpa.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances without a disk of their own: what they must not forget is in PostgreSQL. */
@Timeout(180)
class JpaJournalIT {

    private static final List<String> IN_THE_DATABASE = List.of(
            "--synod.journal.type=jpa",
            "--synod.journal.url=" + Postgres.shared().url(),
            "--synod.journal.username=postgres");

    private static final String TEN_MINUTES = "{\"ttl\":\"10m\"}";

    @BeforeAll
    static void prepare() {
        Packaged.prepare();
    }

    @Test
    void aKilledInstanceStillKnowsItsLocksAndTokensGrow() {
        var settings = new ArrayList<>(IN_THE_DATABASE);
        settings.add("--synod.cluster.id=jpa-alone");
        try (var cluster = new ClusterOfProcesses("jpa-alone", 1, settings)) {
            var node = cluster.start().node(1);
            long token = node.put("/v1/locks/ledger/holds/a1", TEN_MINUTES).number("fencingToken");

            node.kill();
            node.start().awaitReady(ClusterOfProcesses.START);

            assertThat(node.get("/v1/locks/ledger/holds/a1").number("fencingToken")).isEqualTo(token);
            assertThat(node.put("/v1/locks/ledger/holds/b1", TEN_MINUTES).problem()).isEqualTo("lock-unavailable");
            assertThat(node.delete("/v1/locks/ledger/holds/a1").status()).isEqualTo(204);
            assertThat(node.put("/v1/locks/ledger/holds/b1", TEN_MINUTES).number("fencingToken"))
                    .isGreaterThan(token);
            assertThat(cluster.dataOf(1)).doesNotExist();
            assertThat(node.output()).contains("data=jdbc:postgresql://").doesNotContain("WARN");
        }
    }

    @Test
    void aSecondInstanceOfOneNodeEndsTheFirst() {
        var settings = new ArrayList<>(IN_THE_DATABASE);
        settings.add("--synod.cluster.id=jpa-twice");
        try (var cluster = new ClusterOfProcesses("jpa-twice", 1, settings);
                var again = new ClusterOfProcesses("jpa-twice-more", 1, settings)) {
            var first = cluster.start().node(1);
            long token = first.put("/v1/locks/ledger/holds/a1", TEN_MINUTES).number("fencingToken");
            var second = again.start().node(1);

            assertThat(first.tryPut("/v1/locks/other/holds/a1", TEN_MINUTES).status()).isNotEqualTo(200);
            assertThat(first.exitCode(Duration.ofSeconds(20))).isEqualTo(70);
            assertThat(first.output()).contains("node=1 has stopped").contains("was superseded");
            assertThat(second.get("/v1/locks/ledger/holds/a1").number("fencingToken")).isEqualTo(token);
            assertThat(second.get("/v1/locks/other/holds/a1").status()).isEqualTo(404);
        }
    }

    @Test
    void threeNodesShareADatabaseAndForgetNothingWhenAllAreKilled() {
        try (var cluster = new ClusterOfProcesses("jpa-three", 3, IN_THE_DATABASE)) {
            cluster.start();
            long token = cluster.node(1).put("/v1/locks/ledger/holds/a1", TEN_MINUTES).number("fencingToken");
            cluster.node(cluster.president()).kill();
            cluster.president();
            var next = cluster.followers().getFirst().put("/v1/locks/second/holds/a1", TEN_MINUTES);
            assertThat(next.number("fencingToken")).isGreaterThan(token);

            cluster.nodes().forEach(InstanceProcess::kill);
            cluster.start();

            cluster.nodes().forEach(node -> {
                assertThat(node.get("/v1/locks/ledger/holds/a1").number("fencingToken")).isEqualTo(token);
                assertThat(node.get("/v1/locks/second/holds/a1").number("fencingToken"))
                        .isEqualTo(next.number("fencingToken"));
            });
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsToldInOneSentence() {
        var settings = List.of("--synod.journal.type=jpa", "--synod.journal.url=jdbc:postgresql://127.0.0.1:1/synod");
        try (var cluster = new ClusterOfProcesses("jpa-nowhere", 1, settings)) {
            var node = cluster.node(1).start();

            assertThat(node.exitCode(ClusterOfProcesses.START)).isEqualTo(70);
            assertThat(node.output().lines().filter(line -> line.startsWith("synod: "))).singleElement().asString()
                    .contains("synod.journal.url=jdbc:postgresql://127.0.0.1:1/synod cannot be reached")
                    .contains("start that database, or correct the URL");
        }
    }
}
