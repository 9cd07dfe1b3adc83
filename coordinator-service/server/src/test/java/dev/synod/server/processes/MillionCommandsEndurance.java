package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million commands through three nodes: what they take of disk and memory levels off; a node that is killed is back
 * at once; and one whose disk is lost is replaced by a new one. Run by {@code scripts/endure million}.
 */
class MillionCommandsEndurance {

    private static final long COMMANDS = Long.getLong("endure.commands", 1_000_000);
    private static final int SAMPLES = 20;
    private static final int CLIENTS_EACH = 8;

    @Test
    @Timeout(3_600)
    void diskAndMemoryLevelOffAndALostNodeIsReplaced() {
        try (var cluster = new ClusterOfProcesses("million", 3).start()) {
            var ports = cluster.nodes().stream().map(InstanceProcess::port).toList();
            try (var load = new Load(ports, CLIENTS_EACH)) {
                levelOff(cluster, load);
            }
            // Clients go on, but leave the two processors of a small machine time for a JVM to start.
            try (var load = new Load(ports, 1)) {
                restart(cluster, load);
                replace(cluster, load);
            }
        }
    }

    private static void levelOff(ClusterOfProcesses cluster, Load load) {
        long begun = System.nanoTime();
        var disk = new ArrayList<Long>();
        var memory = new ArrayList<Long>();
        for (int sample = 1; sample <= SAMPLES; sample++) {
            long wanted = COMMANDS * sample / SAMPLES;
            Await.until(wanted + " commands", Duration.ofMinutes(10), () -> load.commands() >= wanted);
            var usages = List.of(1, 2, 3).stream()
                    .map(id -> Usage.of(cluster.node(id), cluster.dataOf(id)))
                    .toList();
            disk.add(usages.stream().mapToLong(Usage::diskBytes).max().orElseThrow());
            memory.add(usages.stream().mapToLong(Usage::residentBytes).max().orElseThrow());
            System.out.println("after " + wanted + " commands: " + usages + ", longest gap "
                    + load.longestGapMillis() + " ms");
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%d commands in %.0f s, %.0f a second%n", COMMANDS, seconds, COMMANDS / seconds);
        assertLevel("disk", disk);
        assertLevel("resident memory", memory);
    }

    /** The last third of the way takes no more than the second did, but for noise. */
    private static void assertLevel(String what, List<Long> samples) {
        int third = samples.size() / 3;
        long middle = samples.subList(third, 2 * third).stream().mapToLong(size -> size).max().orElseThrow();
        long last = samples.subList(2 * third, samples.size()).stream().mapToLong(size -> size).max().orElseThrow();
        System.out.printf(
                "%s: at most %d MiB in the middle third, %d MiB in the last%n", what, middle >> 20, last >> 20);
        assertThat(last).as(what).isLessThan(middle * 5 / 4);
    }

    private static void restart(ClusterOfProcesses cluster, Load load) {
        var node = cluster.followers().getFirst();
        node.kill();
        long before = load.commands();
        long begun = System.nanoTime();
        node.start().awaitReady(ClusterOfProcesses.START);
        System.out.printf("restart of one node to ready: %d ms, %d commands meanwhile%n",
                millisSince(begun), load.commands() - before);
        assertThat(millisSince(begun)).as("ms to restart").isLessThan(5_000);
    }

    private static void replace(ClusterOfProcesses cluster, Load load) {
        int lost = cluster.president() == 3 ? 2 : 3;
        cluster.node(lost).kill();
        ClusterOfProcesses.emptied(cluster.dataOf(lost));
        long before = load.commands();
        long begun = System.nanoTime();
        var replacement = cluster.startNew(4);
        var asked = cluster.node(1).post("/v1/cluster/members", "{\"id\":4,\"address\":\"127.0.0.1:"
                + cluster.peerPortOf(4) + "\"}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        Await.until("node 4 votes", Duration.ofSeconds(60), () -> isVoter(cluster.node(1), 4));
        replacement.awaitReady(ClusterOfProcesses.START);
        System.out.printf("a new node votes after %d ms, %d commands meanwhile%n",
                millisSince(begun), load.commands() - before);
        assertThat(millisSince(begun)).as("ms to replace").isLessThan(30_000);
        Await.until("the lost node is removed", Duration.ofSeconds(20), () ->
                List.of(202, 204).contains(cluster.node(1).delete("/v1/cluster/members/" + lost).status()));
    }

    private static boolean isVoter(InstanceProcess node, int id) {
        return node.get("/v1/cluster/members").json().path("members").valueStream()
                .anyMatch(member -> member.path("id").asInt() == id
                        && member.path("role").asString().equals("voter"));
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
