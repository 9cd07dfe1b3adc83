package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import dev.synod.node.PeerMessage;
import dev.synod.node.TransportContract.Heard;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.transport.TransportSettings.Role;
import dev.synod.server.transport.TransportSettings.Security;
import dev.synod.server.transport.v1.Wire;
import dev.synod.server.transport.wire.PeerMessages;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in, and how often that is said. */
@Isolated("what it logs: a Spring application that starts in this JVM sets the log anew")
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

    static Stream<Arguments> strangers() {
        return Stream.of(
                arguments(RawSender.greeting(2, "test", 2, 1), "version 2 of the peer protocol"),
                arguments(RawSender.greeting(0, "test", 2, 1), "version 0 of the peer protocol"),
                arguments(RawSender.greeting(1, "other", 2, 1), "cluster \"other\""),
                arguments(RawSender.greeting(1, "line\nbreak", 2, 1), "cluster \"line?break\""),
                arguments(RawSender.greeting(1, "test", 1, 1), "its own synod.node.id"),
                arguments(RawSender.greeting(1, "test", 2, 3), "looks for node 3 where node 1 listens"),
                arguments(RawSender.greeting(1, "test", 0, 1), "node 0 is none: a node id is 1 to 2147483647"),
                arguments(RawSender.greeting(1, "test", -1, 1), "node 4294967295 is none"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whoeverCannotBelongHereIsRefusedWithASentence(Wire.Parcel greeting, String sentence) throws Exception {
        network.join(ONE, heard);

        Status end = endOf(greeting);

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
        assertThat(log.lines(Level.WARN, "node=1 peer=2 at=" + network.at(TWO) + " refused this node"))
                .hasSize(1);
        assertThat(log.lines(Level.WARN, "node=2 peer=1 at=" + network.at(ONE) + " refused this node"))
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
    void aHostThatDoesNotResolveYetIsWaitedForInSilence() {
        LibraryLog library = new LibraryLog();
        network.start(
                new TransportSettings(
                        "test",
                        ONE,
                        network.at(ONE),
                        Map.of(TWO, new Address("no-such-host.invalid", 7172)),
                        Security.PLAINTEXT),
                heard);

        network.await("several attempts", () -> log.lines(Level.DEBUG, "node=1 peer=2 not reached").size() >= 3);

        assertThat(library.end()).isEmpty();
        assertThat(log.lines(Level.WARN, "")).isEmpty();
        assertThat(log.lines(Level.INFO, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: synod\r\n\r\n", "\0\0\0 no protocol that anybody knows of \n"})
    void whoeverSpeaksNoHttp2IsDisconnectedInSilence(String bytes) throws Exception {
        LibraryLog library = new LibraryLog();
        network.join(ONE, heard);
        Address address = network.at(ONE);
        try (Socket stranger = new Socket(address.host(), address.port())) {
            stranger.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            stranger.setSoTimeout(10_000);

            assertThat(stranger.getInputStream().readAllBytes()).as("all until the end of the stream").isNotNull();
        }
        network.crash(ONE);

        assertThat(library.end()).isEmpty();
        assertThat(log.lines(Level.WARN, "")).isEmpty();
    }

    @Test
    void bytesThatMakeNoSenseAreDroppedAndSaidOnceWhileTheStreamGoesOn() throws Exception {
        network.join(ONE, heard);
        try (RawSender sender = new RawSender(network.at(ONE))) {
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
        try (RawSender first = new RawSender(network.at(ONE));
                RawSender second = new RawSender(network.at(ONE))) {
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

    @ParameterizedTest
    @CsvSource({"7, 8, false", "7, 7, true", "0, 7, true", "7, 0, true", "0, 0, true"})
    void nodesThatBeganWithOtherMembersDoNotTalk(long ours, long theirs, boolean welcome) throws Exception {
        network.start(
                new TransportSettings(
                        "test", ONE, Role.MEMBER, ours, network.at(ONE), Map.of(), Security.PLAINTEXT),
                heard);
        Wire.Parcel plain = RawSender.greeting(Wire.Role.MEMBER, 4, 1);
        Wire.Parcel greeting = plain.toBuilder()
                .setGreeting(plain.getGreeting().toBuilder().setFounding(theirs))
                .build();

        try (RawSender sender = new RawSender(network.at(ONE))) {
            sender.send(greeting);
            if (welcome) {
                assertThat(sender.welcome.get(10, TimeUnit.SECONDS)).isNotNull();
            } else {
                assertThat(sender.end.get(10, TimeUnit.SECONDS).getDescription())
                        .isEqualTo("node 4 began with other members than node 1: give both the same"
                                + " synod.cluster.members, or start the new one with its own id left out of"
                                + " synod.cluster.members, and add it by POST /v1/cluster/members");
            }
        }
    }

    @Test
    void aNodeSaysWhatItIsAndHowItsLedgerBegins() throws Exception {
        try (RawReceiver two = new RawReceiver()) {
            network.start(
                    new TransportSettings(
                            "test", ONE, Role.OBSERVER, -7, network.at(ONE), Map.of(TWO, two.address()),
                            Security.PLAINTEXT),
                    heard);

            Wire.Greeting greeting = two.greeting.get(10, TimeUnit.SECONDS).getGreeting();

            assertThat(greeting.getRole()).isEqualTo(Wire.Role.OBSERVER);
            assertThat(greeting.getFounding()).isEqualTo(-7);
        }
    }

    @Test
    void whereItIsCrowdedAnObserverIsTurnedAwayAndAMemberIsNot() throws Exception {
        network.start(network.alone(ONE), heard);
        ManagedChannel channel = RawSender.channel(network.at(ONE));
        try (var all = new RawSender(channel, 1)) {
            all.send(RawSender.greeting(Wire.Role.OBSERVER, 10_000, 1));
            List<RawSender> observers = new ArrayList<>(List.of(all));
            for (int observer = 1; observer < Reception.MOST_WITH_AN_OBSERVER; observer++) {
                observers.add(greet(channel, Wire.Role.OBSERVER, 10_000 + observer));
            }
            network.await("all of them", () -> observers.stream().allMatch(each -> each.welcome.isDone()));

            Status refused = greet(channel, Wire.Role.OBSERVER, 9_999).end.get(10, TimeUnit.SECONDS);
            assertThat(refused.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(refused.getDescription()).contains("node 1 has 1000 streams open already");

            for (int member = 0; member < Reception.MOST - Reception.MOST_WITH_AN_OBSERVER; member++) {
                greet(channel, Wire.Role.MEMBER, 100 + member).welcome.get(10, TimeUnit.SECONDS);
            }
            Status last = greet(channel, Wire.Role.MEMBER, 99).end.get(10, TimeUnit.SECONDS);
            assertThat(last.getDescription()).contains("streams open already");

            all.halfClose();
            assertThat(all.end.get(10, TimeUnit.SECONDS).isOk()).isTrue();
            assertThat(greet(channel, Wire.Role.MEMBER, 99).welcome.get(10, TimeUnit.SECONDS))
                    .as("a place is free again").isNotNull();
        }
    }

    private static RawSender greet(ManagedChannel channel, Wire.Role role, int from) {
        RawSender sender = new RawSender(channel, 1);
        sender.send(RawSender.greeting(role, from, 1));
        return sender;
    }

    @Test
    void aNameThatDoesNotResolveForSecondsIsTriedOnAndSaidOnce() {
        network.start(
                new TransportSettings(
                        "test", ONE, network.at(ONE), Map.of(TWO, new Address("no-such-host.invalid", 7172)),
                        Security.PLAINTEXT),
                heard);

        network.await("many attempts", () -> log.lines(Level.DEBUG, "node=1 peer=2 not reached").size() >= 14);

        assertThat(log.lines(Level.WARN, "node=1 peer=2 at=no-such-host.invalid:7172 has a name that does not resolve"))
                .hasSize(1);
        assertThat(log.lines(Level.WARN, "")).hasSize(1);
    }

    private Status endOf(Wire.Parcel first) throws Exception {
        try (RawSender sender = new RawSender(network.at(ONE))) {
            sender.send(first);
            return sender.end.get(10, TimeUnit.SECONDS);
        }
    }
}
