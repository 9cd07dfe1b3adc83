package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.PeerMessage;
import dev.synod.node.TransportContract.Heard;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A peer in a process of its own, ended by SIGKILL. */
@Isolated("what it logs: a Spring application that starts in this JVM sets the log anew")
final class KilledProcessTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);

    /** Half of the patience that a node has with a president that falls silent. */
    private static final Duration SUSPICION = Duration.ofMillis(200);

    private final CapturedLog log = new CapturedLog();
    private final Loopback network = new Loopback();
    private final Heard heard = new Heard();

    @AfterEach
    void tearDown() {
        network.close();
        log.close();
    }

    @Test
    void aKilledProcessIsLostLongBeforePatienceRunsOutAndItsSuccessorIsReached() throws Exception {
        GrpcTransport one = network.join(ONE, heard);
        Process first = process();
        try {
            awaitEcho(one, 1);

            long start = System.nanoTime();
            first.destroyForcibly();
            Loopback.await("the loss", Duration.ofSeconds(10), () -> heard.losses().contains(TWO));
            Duration after = Duration.ofNanos(System.nanoTime() - start);

            System.out.printf("lost %.1f ms after the kill%n", after.toNanos() / 1e6);
            assertThat(after).isLessThan(SUSPICION);
        } finally {
            first.destroyForcibly().waitFor();
        }

        Process second = process();
        try {
            awaitEcho(one, 2);
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    private void awaitEcho(GrpcTransport one, long number) {
        PeerMessage message = new PeerMessage.Consensus(new Message.CatchUp(new Slot(number)));
        network.await("an echo of " + number, () -> {
            one.send(TWO, message);
            return heard.has(message);
        });
    }

    private Process process() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerProcess.class.getName(),
                        network.at(TWO).toString(),
                        network.at(ONE).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
