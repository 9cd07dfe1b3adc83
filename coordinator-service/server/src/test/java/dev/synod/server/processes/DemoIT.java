package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo, as a reader runs it. That each of its five rounds holds is tried by {@code .ci/run}. */
@Timeout(600)
class DemoIT {

    private static final Duration WALK = Duration.ofMinutes(5);

    @Test
    void walksKeepsTheClusterUpAndLeavesNoProcessBehindWhenItIsKilled(@TempDir Path data) {
        try (var demo = Verb.start("demo", "--rounds", "1", "--data", data.toString())) {
            Await.until("the end of the walk", WALK, () -> demo.said().contains("Ctrl-C ends it all"));

            assertThat(demo.said())
                    .contains("kill -9", "the lock is still held", "the token grew from", "412 {", "Hand the lead over")
                    .contains("the demo goes on without it") // the launcher alone knows the sample's jar
                    .contains("Each step held. Kill to next answered write: median ");
            var nodes = demo.children();
            assertThat(nodes).hasSize(3);

            demo.kill();
            Await.until("no node", Duration.ofSeconds(30), () -> nodes.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void endsItsNodesInOrderWhenItIsToldToLeave() {
        try (var demo = Verb.start("demo")) {
            Await.until("three processes", WALK, () -> demo.children().size() == 3);
            var nodes = demo.children();
            demo.terminate();

            assertThat(demo.exitCode()).as(demo.said()).isZero();
            assertThat(demo.said()).contains("Stopping the nodes.");
            assertThat(nodes).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void wantsADirectoryOfItsOwn() {
        var demo = Verb.run("demo", "--data", "src");

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.said()).contains("--data is a new or an empty directory");
    }
}
