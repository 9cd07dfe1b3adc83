package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.server.journal.jpa.Postgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Instances that keep an archive: killed, and left alone by their database. */
@Timeout(300)
class ArchiveIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String EVENTS = "/v1/topics/orders/events";
    private static final int AT_ONCE = 10;

    @TempDir
    Path directory;

    @BeforeAll
    static void prepare() {
        Packaged.prepare();
    }

    private static List<String> settings(String url) {
        return List.of(
                "--synod.events.per-topic=20",
                "--synod.archive.url=" + url,
                "--synod.archive.username=postgres",
                "--synod.archive.password=postgres");
    }

    /** So that a pause of the machine, which starts databases meanwhile, is not taken for the archive's doing. */
    private static List<String> patient(String url) {
        return Stream.concat(settings(url).stream(), Stream.of("--synod.consensus.patience=3s")).toList();
    }

    /** Publishes events of one session, each once, whoever answers. */
    private static final class Publisher {

        private final ClusterOfProcesses cluster;
        private final String session;
        private int published;

        Publisher(ClusterOfProcesses cluster) {
            this.cluster = cluster;
            var opened = cluster.node(1).post("/v1/sessions", "{\"process\":\"p\",\"ttl\":\"10m\"}");
            session = opened.text("id");
        }

        int publish(int events) {
            for (int end = published + events; published < end; published += AT_ONCE) {
                publishNext();
            }
            return published;
        }

        private void publishNext() {
            var one = "{\"session\":\"" + session + "\",\"type\":\"placed\",\"key\":\"k\"}";
            var body = Stream.generate(() -> one).limit(AT_ONCE).collect(Collectors.joining(",", "[", "]"));
            Await.until("published", SOON, () -> cluster.nodes().stream()
                    .anyMatch(node -> node.isAlive() && node.tryPost(EVENTS, body, "" + published).status() == 201));
        }
    }

    /** What a node tells of the topic, page by page. */
    private static List<Long> readAll(InstanceProcess node) {
        var sequences = new ArrayList<Long>();
        for (long next = 0; ; ) {
            var page = node.get(EVENTS + "?limit=100&after=" + next);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            page.json().path("events").forEach(event -> sequences.add(event.path("sequence").asLong()));
            if (page.number("next") == next) {
                return sequences;
            }
            next = page.number("next");
        }
    }

    private static List<Long> numbers(int through) {
        return LongStream.rangeClosed(1, through).boxed().toList();
    }

    private static String archiveHealth(InstanceProcess node) {
        return node.get("/actuator/health").json().path("components").path("archive").toString();
    }

    private static void awaitArchived(InstanceProcess node) {
        Await.until("archived", SOON, () -> archiveHealth(node).contains("this node archives")
                && node.meter("synod_archive_slot") > 0
                && node.meter("synod_archive_lag_slots") == 0);
    }

    private static void awaitOpen(InstanceProcess node) {
        Await.until("the archive is open", SOON, () -> node.get(EVENTS + "?after=0").status() != 503);
    }

    private static long lines(InstanceProcess node, String text) {
        return node.output().lines().filter(line -> line.contains(text)).count();
    }

    @Test
    void aFileOutlivesItsNode() {
        var settings = List.of("--synod.events.per-topic=20", "--synod.archive.url=h2");
        try (var cluster = new ClusterOfProcesses("archive-h2", 1, settings).start()) {
            var node = cluster.node(1);
            var publisher = new Publisher(cluster);
            publisher.publish(200);
            node.kill();
            node.start().awaitReady(ClusterOfProcesses.START);
            int published = publisher.publish(200);

            awaitArchived(node);
            assertThat(readAll(node)).isEqualTo(numbers(published));
            assertThat(archiveHealth(node)).contains("\"UP\"").contains("\"missed\":0");
            assertThat(node.output()).doesNotContain("WARN", "ERROR");
        }
    }

    @Test
    void whoeverPresidesGoesOnWhereAKilledPresidentStopped() {
        var postgres = Postgres.shared();
        try (var cluster = new ClusterOfProcesses("archive-killed", 3, settings(postgres.url())).start()) {
            var publisher = new Publisher(cluster);
            publisher.publish(200);
            var president = cluster.node(cluster.president());
            president.kill();
            publisher.publish(100);
            president.start().awaitReady(ClusterOfProcesses.START);
            int published = publisher.publish(100);

            cluster.nodes().forEach(ArchiveIT::awaitOpen);
            cluster.nodes().forEach(node -> assertThat(readAll(node)).isEqualTo(numbers(published)));
            var each = published + "|" + published + "|" + published;
            Await.until("archived", SOON, () -> archived(postgres).equals(each));
        }
    }

    /** Rows, different ids, and the last sequence. */
    private static String archived(Postgres postgres) {
        return postgres.ask("select count(*), count(distinct (process, number)), max(sequence)"
                        + " from synod_archive_event where cluster = 'archive-killed' and topic = 'orders'")
                .getFirst();
    }

    @Test
    void coordinationDoesNotFeelThatTheDatabaseIsGone() throws IOException {
        int port = Ports.free();
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (var cluster = new ClusterOfProcesses("archive-lost", 3, patient(url))) {
            final double before;
            final Publisher publisher;
            final InstanceProcess president;
            try (var _ = database(port)) {
                president = cluster.start().node(cluster.president());
                publisher = new Publisher(cluster);
                publisher.publish(400);
                awaitArchived(president);
                Await.until("trimmed", SOON, () -> firstKept(president) > 300);
                medianOfCycles(president);
                before = medianOfCycles(president);
            }
            publisher.publish(400);
            Await.until("it fails", SOON, () -> archiveHealth(president).contains("database-fails"));
            double meanwhile = medianOfCycles(president);
            publisher.publish(400);
            assertThat(president.get(EVENTS + "?after=0").problem()).isEqualTo("overloaded");
            assertThat(firstKept(president)).as("nothing is trimmed unarchived").isLessThanOrEqualTo(401);
            assertThat(president.meter("synod_archive_lag_slots")).isPositive();
            assertThat(president.meter("synod_archive_failing")).isEqualTo(1);
            try (var _ = database(port)) {
                awaitArchived(president);
                Await.until("trimmed", SOON, () -> firstKept(president) > 1_100);
                double after = medianOfCycles(president);
                System.out.printf("median of a lock's cycle: %.2f ms with the archive's database, %.2f ms while it is"
                        + " gone, %.2f ms when it is back%n", before, meanwhile, after);
                assertThat(meanwhile).isLessThan(2 * Math.max(before, after) + 1);
                for (var node : cluster.nodes()) {
                    awaitOpen(node);
                    assertThat(readAll(node)).isEqualTo(numbers(1_200));
                }
                assertThat(archiveHealth(president)).contains("\"UP\"").contains("\"missed\":0");
            }
            assertThat(cluster.president()).as("the same president").isEqualTo(number(cluster, president));
            assertThat(lines(president, " fails: ")).isBetween(1L, 2L); // the database ends once more with this test
            assertThat(lines(president, " answers again")).isEqualTo(1);
        }
    }

    private static int number(ClusterOfProcesses cluster, InstanceProcess node) {
        return IntStream.rangeClosed(1, 3).filter(id -> cluster.node(id) == node).findFirst().orElseThrow();
    }

    private EmbeddedPostgres database(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static long firstKept(InstanceProcess node) {
        return node.get("/v1/topics?prefix=orders").json().path("topics").get(0).path("firstSequence").asLong();
    }

    /** Of 300 times taking a lock and giving it back, one after the other, in milliseconds. */
    private static double medianOfCycles(InstanceProcess node) {
        var nanos = new long[300];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            assertThat(node.put("/v1/locks/cycle/holds/h" + i, "{\"ttl\":\"60s\"}").status()).isEqualTo(200);
            assertThat(node.delete("/v1/locks/cycle/holds/h" + i).status()).isEqualTo(204);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e6;
    }
}
