package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cluster that begins with one node, grows to three and to five, and shrinks to one again, while clients go on. */
@Timeout(180)
class GrowthIT {

    private static final String TAKE = "{\"ttl\":\"10m\"}";

    @Test
    void fromOneNodeToFiveAndBackUnderLoad() {
        try (var cluster = new ClusterOfProcesses("growth", 0)) {
            var ports = new ArrayList<Integer>();
            var nodes = new ArrayList<InstanceProcess>();
            for (int id = 1; id <= 5; id++) {
                ports.add(Ports.free());
                nodes.add(node(cluster, id, ports));
            }
            nodes.forEach(InstanceProcess::start);
            nodes.getFirst().awaitReady(ClusterOfProcesses.START);
            var first = nodes.getFirst();
            long token = first.put("/v1/locks/kept/holds/a1", TAKE).number("fencingToken");
            var address = "127.0.0.1:" + ports.get(1);
            var added = Verb.run("members", "add", "2", address, "--url", first.url());
            assertThat(added.exitCode()).as(added.said()).isZero();
            assertThat(added.said()).contains(address);
            try (var writer = new Writer("growth-", List.copyOf(nodes.subList(0, 3)))) {
                for (int id = 2; id <= 5; id++) {
                    Belonging.add(id, ports.get(id - 1), nodes.get(id - 2));
                    writer.awaitMore(20);
                }
                assertThat(Belonging.voters(first)).containsExactly(1, 2, 3, 4, 5);
                assertThat(nodes.get(4).get("/v1/locks/kept").number("fencingToken")).isEqualTo(token);

                first.kill(); // five survive the loss of any two
                writer.awaitMore(20);
                var second = nodes.get(1);
                for (int id : List.of(1, 5, 4, 3)) {
                    Belonging.remove(id, second);
                    writer.awaitMore(20);
                }
                assertThat(Belonging.voters(second)).containsExactly(2);
                System.out.println("one to five nodes and back: longest time between two answered writes "
                        + writer.longestGap().toMillis() + " ms");
                assertThat(writer.longestGap()).isLessThan(Duration.ofSeconds(10));
            }
            var second = nodes.get(1);
            nodes.stream().filter(node -> node != second).forEach(InstanceProcess::kill);
            assertThat(second.get("/v1/locks/kept").number("fencingToken")).isEqualTo(token);
            assertThat(second.put("/v1/locks/new/holds/a1", TAKE).number("fencingToken")).isGreaterThan(token);
            assertThat(second.delete("/v1/cluster/members/2").problem()).isEqualTo("member-change-refused");
        }
    }

    private static InstanceProcess node(ClusterOfProcesses cluster, int id, List<Integer> ports) {
        var members = "--synod.cluster.members=1=127.0.0.1:" + ports.getFirst();
        return id == 1
                ? cluster.add(id, "--synod.node.id=1", members)
                : cluster.add(
                        id, "--synod.node.id=" + id, members, "--synod.peer.advertised=127.0.0.1:" + ports.getLast());
    }
}
