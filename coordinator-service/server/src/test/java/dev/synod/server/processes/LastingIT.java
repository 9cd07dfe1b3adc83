package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** What happens to a cluster of three over the years: observers, backups, lost and damaged disks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class LastingIT {

    private static final String TAKE = "{\"ttl\":\"10m\"}";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final ClusterOfProcesses cluster = new ClusterOfProcesses("lasting", 3);
    private long token;

    @BeforeAll
    void begin() {
        cluster.start();
        token = cluster.node(1).put("/v1/locks/kept/holds/a1", TAKE).number("fencingToken");
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @Test
    @Order(1)
    void observersTakeCommandsAndReadsAndFindAnotherSource() {
        var members = "--synod.cluster.members=" + cluster.members();
        var first = cluster.add(8, "--synod.node.role=observer", "--synod.peer.port=" + Ports.free(), members);
        var second = cluster.add(9, "--synod.node.role=observer", members);
        first.start();
        second.start().awaitReady(ClusterOfProcesses.START);
        first.awaitReady(ClusterOfProcesses.START);

        var hold = first.put("/v1/locks/observed/holds/a1", TAKE);
        assertThat(hold.status()).as(hold.body()).isEqualTo(200);
        long taken = hold.number("fencingToken");
        assertThat(second.getLocally("/v1/locks/observed", taken).number("fencingToken")).isEqualTo(taken);
        assertThat(second.get("/v1/locks/kept").number("fencingToken")).isEqualTo(token);
        assertThat(Belonging.voters(second)).containsExactly(1, 2, 3);
        assertThat(Files.exists(cluster.dataOf(9))).isFalse();

        int source = source(second);
        if (source <= 3) {
            cluster.node(source).kill();
        } else {
            first.kill();
        }
        var next = List.of(1, 2, 3).stream().filter(id -> id != source).map(cluster::node).findFirst();
        Writer.writeOnce("later", List.of(next.orElseThrow()));
        long later = next.orElseThrow().get("/v1/locks/later").number("fencingToken");
        Await.until("it learns from another", SOON, () ->
                second.getLocally("/v1/locks/later", later).status() == 200);
        assertThat(second.getLocally("/v1/locks/later", later).number("fencingToken")).isEqualTo(later);
        assertThat(source(second)).isNotEqualTo(source);
        first.kill();
        second.kill();
        cluster.forget(8);
        cluster.forget(9);
        cluster.start();
    }

    @Test
    @Order(2)
    void aBackupBecomesANewClusterWhoseTokensAreLarger() {
        var file = cluster.directory().resolve("backup.snapshot").toString();
        var snapshot = Verb.run("snapshot", file, "--url", cluster.node(2).url());
        assertThat(snapshot.exitCode()).as(snapshot.said()).isZero();
        assertThat(snapshot.said()).contains("the state through slot");

        try (var restored = new ClusterOfProcesses("restored", 3)) {
            for (int id = 1; id <= 3; id++) {
                var restore = restore(file, restored.dataOf(id), id, restored.members());
                assertThat(restore.exitCode()).as(restore.said()).isZero();
            }
            restored.start();
            var kept = restored.node(3).get("/v1/locks/kept");
            assertThat(kept.number("fencingToken")).isEqualTo(token);
            assertThat(restored.node(1).put("/v1/locks/kept/holds/b1", TAKE).problem()).isEqualTo("lock-unavailable");
            assertThat(restored.node(2).delete("/v1/locks/kept/holds/a1").status()).isEqualTo(204);
            long next = restored.node(1).put("/v1/locks/kept/holds/b1", TAKE).number("fencingToken");
            assertThat(next).isGreaterThan(token + 1_000_000_000_000L);

            var again = restore(file, restored.dataOf(1), 1, restored.members());
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.said()).contains("data-dir");
        }
        var wrong = restore("pom.xml", cluster.dataOf(77), 1, cluster.members());
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.said()).contains("no snapshot of Synod").doesNotContain("\tat ");
    }

    private static Verb restore(String file, Path directory, int id, String members) {
        return Verb.run(
                "restore",
                file,
                "--data-dir=" + directory,
                "--cluster-id=restored",
                "--node-id=" + id,
                "--members=" + members);
    }

    @Test
    @Order(3)
    void thePresidencyIsHandedOverByTheCommandLine() {
        int president = cluster.president();
        int other = president % 3 + 1;
        var transfer = Verb.run("transfer", "--to", "" + other, "--url", cluster.node(president % 3 + 1).url());
        assertThat(transfer.exitCode()).as(transfer.said()).isZero();
        assertThat(transfer.said()).contains("president " + other);

        var members = Verb.run("members", "--url", cluster.node(1).url());
        assertThat(members.exitCode()).as(members.said()).isZero();
        assertThat(members.said().lines()).anyMatch(line -> line.matches("" + other + " +\\S+:\\d+ +voter +\\S+"));
        var nobody = Verb.run("members", "remove", "99", "--url", cluster.node(1).url());
        assertThat(nobody.exitCode()).isEqualTo(77);
        assertThat(nobody.said()).contains("no-such-member");
    }

    @Test
    @Order(4)
    void aNodeThatFindsItsJournalDamagedStopsVotingOrIsReplacedInItsPlace() throws IOException {
        cluster.node(3).kill();
        damage(cluster.dataOf(3));
        var id = "--synod.node.id=3";
        var members = "--synod.cluster.members=" + cluster.members();

        var stopped = cluster.add(3, id, members).start();
        Await.until("it says so", ClusterOfProcesses.START, () -> stopped.statusOf("/actuator/health") == 503);
        assertThat(stopped.get("/actuator/health").body()).contains("journal-damaged", "on-damage=replace");
        assertThat(stopped.statusOf("/actuator/health/liveness")).isEqualTo(200);
        assertThat(stopped.put("/v1/locks/observing/holds/a1", TAKE).status()).isEqualTo(200);
        stopped.kill();

        var replaced = cluster.add(3, id, members, "--synod.node.on-damage=replace").start();
        var first = cluster.node(1);
        Await.until("it votes under a new id", ClusterOfProcesses.START, () -> Belonging.isSettled(first)
                && Belonging.voters(first).size() == 3
                && Belonging.voters(first).getLast() > 1000);
        int fresh = Belonging.voters(first).getLast();
        assertThat(fresh % 1000).isEqualTo(3);
        replaced.awaitReady(SOON).kill();

        var again = cluster.add(3, id, members, "--synod.node.on-damage=replace").start();
        again.awaitReady(ClusterOfProcesses.START);
        assertThat(again.get("/v1/cluster").number("self")).isEqualTo(fresh);
        assertThat(again.get("/v1/locks/kept").number("fencingToken")).isEqualTo(token);
    }

    @Test
    @Order(5)
    void aNodeWhoseDiskIsLostIsReplacedWithin30SecondsWhileClientsGoOn() {
        var first = cluster.node(1);
        cluster.node(2).kill();
        ClusterOfProcesses.emptied(cluster.dataOf(2));
        int port = Ports.free();
        try (var writer = new Writer("replace-", List.of(first, cluster.node(3)))) {
            long lost = System.nanoTime();
            var fresh = cluster.add(
                    4,
                    "--synod.node.id=4",
                    "--synod.peer.advertised=127.0.0.1:" + port,
                    "--synod.cluster.members=" + cluster.members());
            fresh.start();
            Belonging.remove(2, first);
            Belonging.add(4, port, first);
            fresh.awaitReady(SOON);
            var took = Duration.ofNanos(System.nanoTime() - lost);
            System.out.println("a lost disk to its successor's first vote: " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Duration.ofSeconds(30));
            writer.awaitMore(20);
            assertThat(writer.longestGap()).isLessThan(Duration.ofSeconds(10));
            assertThat(fresh.get("/v1/locks/kept").number("fencingToken")).isEqualTo(token);
        }
    }

    private static int source(InstanceProcess observer) {
        return observer.get("/actuator/health").json().path("components").path("standing").path("details")
                .path("source").asInt(0);
    }

    /** In the head of the first segment, which was durable before anything else. */
    private static void damage(Path directory) throws IOException {
        Path segment;
        try (var segments = Files.list(directory.resolve("journal"))) {
            segment = segments.sorted().findFirst().orElseThrow();
        }
        var bytes = Files.readAllBytes(segment);
        bytes[9] ^= 1;
        Files.write(segment, bytes);
    }
}
