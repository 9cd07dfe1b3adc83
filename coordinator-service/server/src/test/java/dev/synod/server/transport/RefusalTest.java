package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.synod.node.PeerMessage;
import dev.synod.node.TransportContract.Heard;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.transport.v1.Wire;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is not let in, and how often that is said. */
final class RefusalTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final PeerMessage MESSAGE = new PeerMessage.Consensus(new Message.CatchUp(new Slot(5)));
    private static final Wire.Parcel PARCEL =
            Wire.Parcel.newBuilder().addMessages(PeerMessages.toWire(MESSAGE)).build();

    private final CapturedLog log = new CapturedLog();
    private final Loopback network = new Loopback();
    private final Heard heard = new Heard();

    @AfterEach
    void tearDown() {
        network.close();
        log.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | test  | 2 | 1 | version 2 of the peer protocol",
                "0 | test  | 2 | 1 | version 0 of the peer protocol",
                "1 | other | 2 | 1 | cluster \"other\"",
                "1 | test  | 1 | 1 | its own synod.node.id",
                "1 | test  | 2 | 3 | looks for node 3 where node 1 listens",
                "1 | test  | 9 | 1 | not a peer of node 1, whose peers are [2, 3]",
                "1 | test  | 0 | 1 | not a peer of node 1",
                "1 | test  | -1 | 1 | not a peer of node 1"
            })
    void whoeverIsNoPeerIsRefusedWithASentence(int version, String cluster, int from, int to, String sentence)
            throws Exception {
        network.join(ONE, heard);

        Status end = endOf(RawSender.greeting(version, cluster, from, to));

        assertThat(end.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(end.getDescription()).contains(sentence);
        assertThat(log.lines(Level.WARN, sentence)).hasSize(1);
        assertThat(heard.letters()).isEmpty();
        assertThat(heard.losses()).as("a stranger cannot be lost").isEmpty();
    }

    @Test
    void aStreamThatBeginsWithoutAGreetingIsRefused() throws Exception {
        network.join(ONE, heard);

        assertThat(endOf(PARCEL).getDescription()).contains("synod.peer.port is for nodes only");
        assertThat(heard.letters()).isEmpty();
    }

    @Test
    void theSameRefusalOfTheSameAddressIsLoggedOnce() throws Exception {
        network.join(ONE, heard);

        for (int i = 0; i < 5; i++) {
            endOf(RawSender.greeting(1, "other", 2, 1));
        }
        endOf(RawSender.greeting(7, "test", 2, 1));

        assertThat(log.lines(Level.WARN, "")).hasSize(2);
    }

    @Test
    void nodesOfTwoClustersRefuseEachOtherAndEachSaysSoOncePerDirection() {
        network.start(network.settings(ONE, "red"), heard);
        network.start(network.settings(TWO, "blue"), heard);

        network.await("several attempts", () -> log.lines(Level.DEBUG, "node=1 peer=2 not reached").size() >= 5
                && log.lines(Level.DEBUG, "node=2 peer=1 not reached").size() >= 5);

        assertThat(log.lines(Level.WARN, "node=1 refused a peer at=127.0.0.1: node 2 belongs to cluster \"blue\""))
                .hasSize(1);
        assertThat(log.lines(Level.WARN, "node=2 refused a peer at=127.0.0.1: node 1 belongs to cluster \"red\""))
                .hasSize(1);
        assertThat(log.lines(Level.WARN, "node=1 peer=2 at=" + network.address(TWO) + " refused this node"))
                .hasSize(1);
        assertThat(log.lines(Level.WARN, "node=2 peer=1 at=" + network.address(ONE) + " refused this node"))
                .hasSize(1);
        assertThat(log.lines(Level.WARN, "")).hasSize(4);
        assertThat(heard.losses()).isEmpty();
    }

    @Test
    void aPeerThatIsNotThereIsWaitedForInSilence() {
        network.join(ONE, heard);

        network.await("several attempts", () -> log.lines(Level.DEBUG, "node=1 peer=2 not reached").size() >= 5);

        assertThat(log.lines(Level.WARN, "")).isEmpty();
        assertThat(log.lines(Level.INFO, "")).isEmpty();
    }

    @Test
    void aHostThatDoesNotResolveIsWaitedForInSilence() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Logger root = Logger.getLogger("");
        Handler handler = new StreamHandler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLoggerName() + " " + line.getMessage());
            }
        };
        root.addHandler(handler);
        network.start(
                new TransportSettings(
                        "test",
                        ONE,
                        network.address(ONE),
                        Map.of(TWO, new Address("no-such-host.invalid", 7172)),
                        TransportSettings.Security.PLAINTEXT),
                heard);

        network.await("several attempts", () -> log.lines(Level.DEBUG, "node=1 peer=2 not reached").size() >= 3);
        root.removeHandler(handler);

        assertThat(lines).isEmpty();
        assertThat(log.lines(Level.WARN, "")).isEmpty();
        assertThat(log.lines(Level.INFO, "")).isEmpty();
    }

    @Test
    void bytesThatMakeNoSenseAreDroppedAndSaidOnceWhileTheStreamGoesOn() throws Exception {
        network.join(ONE, heard);
        try (RawSender sender = new RawSender(network.address(ONE))) {
            sender.send(RawSender.greeting(1, "test", 2, 1));
            sender.welcome.get(10, TimeUnit.SECONDS);

            sender.send(new byte[] {-1, -1, -1, -1});
            sender.send(Wire.Parcel.newBuilder()
                    .addMessages(Wire.PeerMessage.getDefaultInstance())
                    .addMessages(Wire.PeerMessage.newBuilder().setProbe(Wire.Probe.getDefaultInstance()))
                    .build());
            sender.send(PARCEL);
            network.await("the sound message", () -> !heard.letters().isEmpty());

            assertThat(heard.letters()).isEqualTo(List.of(new Heard.Letter(TWO, MESSAGE)));
            assertThat(log.lines(Level.WARN, "node=1 peer=2 sent what this version cannot read")).hasSize(1);
            assertThat(log.lines(Level.WARN, "")).hasSize(1);
            assertThat(sender.end).isNotDone();
        }
    }

    @Test
    void aSecondProcessWithTheSameIdEndsTheFirstOnesStream() throws Exception {
        network.join(ONE, heard);
        try (RawSender first = new RawSender(network.address(ONE));
                RawSender second = new RawSender(network.address(ONE))) {
            first.send(RawSender.greeting(1, "test", 2, 1));
            first.welcome.get(10, TimeUnit.SECONDS);
            second.send(RawSender.greeting(1, "test", 2, 1));
            second.welcome.get(10, TimeUnit.SECONDS);

            Status end = first.end.get(10, TimeUnit.SECONDS);

            assertThat(end.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(end.getDescription()).contains("two processes run with one synod.node.id");
            assertThat(second.end).isNotDone();
            assertThat(heard.losses()).as("node 2 is connected").isEmpty();
        }
    }

    private Status endOf(Wire.Parcel first) throws Exception {
        try (RawSender sender = new RawSender(network.address(ONE))) {
            sender.send(first);
            return sender.end.get(10, TimeUnit.SECONDS);
        }
    }
}
