package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.google.protobuf.ByteString;
import dev.synod.node.PeerMessage;
import dev.synod.node.TransportContract.Heard;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.transport.v1.Wire;
import dev.synod.server.transport.wire.PeerMessages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What goes back over a stream that somebody else opened, and to whom. */
@Isolated("what it logs: a Spring application that starts in this JVM sets the log anew")
final class AnswerTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final NodeId OBSERVER = new NodeId(77);

    private final CapturedLog log = new CapturedLog();
    private final Loopback network = new Loopback();
    private final Heard heard = new Heard();

    @AfterEach
    void tearDown() {
        network.close();
        log.close();
    }

    @Test
    void whoIsReachedIsNotAnsweredOverItsOwnStream() throws Exception {
        GrpcTransport one = network.join(ONE, heard);
        Heard two = new Heard();
        network.start(network.alone(TWO), two);
        network.await("node 2", () -> !log.lines(Level.INFO, "node=1 peer=2 reached").isEmpty());
        try (RawSender own = greeted(Wire.Role.MEMBER, TWO)) {
            one.send(TWO, number(1));
            network.await("the message", () -> two.has(number(1)));

            assertThat(own.answers()).isEmpty();
        }
    }

    @Test
    void whoIsCalledInVainIsAnsweredOverItsOwnStream() throws Exception {
        GrpcTransport one = network.join(ONE, heard);
        try (RawSender two = greeted(Wire.Role.MEMBER, TWO)) {
            one.send(TWO, number(1));

            network.await("the answer", () -> two.answers().equals(List.of(number(1))));
            assertThat(one.dropped()).isZero();
        }
    }

    @Test
    void anObserverThatReadsNothingDoesNotHoldTheSenderUpAndHearsTheNewestLater() throws Exception {
        GrpcTransport one = network.start(network.alone(ONE), heard);
        try (RawSender observer = new RawSender(RawSender.channel(network.at(ONE)), 1)) {
            observer.send(RawSender.greeting(Wire.Role.OBSERVER, OBSERVER.number(), 1));
            observer.welcome.get(10, TimeUnit.SECONDS);

            long start = System.nanoTime();
            for (int i = 1; i <= 20_000; i++) {
                one.send(OBSERVER, large(i));
            }
            one.send(OBSERVER, number(777));
            Duration sending = Duration.ofNanos(System.nanoTime() - start);
            observer.read();
            network.await("the newest", () -> observer.answers().contains(number(777)));

            assertThat(sending).isLessThan(Duration.ofSeconds(2));
            assertThat(one.dropped()).isGreaterThan(10_000);
            assertThat(observer.answers().size() + one.dropped()).isEqualTo(20_001);
        }
    }

    @Test
    void anObserverThatReadsNothingDoesNotHoldOthersUp() throws Exception {
        GrpcTransport one = network.start(network.alone(ONE), heard);
        NodeId reading = new NodeId(78);
        try (RawSender deaf = new RawSender(RawSender.channel(network.at(ONE)), 1);
                RawSender other = greeted(Wire.Role.OBSERVER, reading)) {
            deaf.send(RawSender.greeting(Wire.Role.OBSERVER, OBSERVER.number(), 1));
            deaf.welcome.get(10, TimeUnit.SECONDS);
            for (int i = 1; i <= 2_000; i++) {
                one.send(OBSERVER, large(i));
                one.send(reading, large(i));
            }

            network.await("all of it", () -> other.answers().size() == 2_000);
        }
    }

    @Test
    void anObserverThatDiesBeforeItHasReadAllIsLostWithoutNoise() throws Exception {
        LibraryLog library = new LibraryLog();
        GrpcTransport one = network.start(network.alone(ONE), heard);
        RawSender deaf = new RawSender(RawSender.channel(network.at(ONE)), 1);
        deaf.send(RawSender.greeting(Wire.Role.OBSERVER, OBSERVER.number(), 1));
        deaf.welcome.get(10, TimeUnit.SECONDS);
        for (int i = 1; i <= 10_000; i++) {
            one.send(OBSERVER, large(i));
        }
        network.await("more than fits on the way", () -> one.dropped() > 0);

        deaf.close();
        network.await("the loss", () -> heard.losses().contains(OBSERVER));
        network.crash(ONE);

        assertThat(library.end()).isEmpty();
        assertThat(log.lines(Level.WARN, "")).isEmpty();
    }

    @Test
    void aMessageWaitsForNoSignOfLife() throws Exception {
        GrpcTransport one = network.start(network.alone(ONE), heard);
        try (RawSender observer = greeted(Wire.Role.OBSERVER, OBSERVER)) {
            network.await("a sign of life", () -> observer.welcomes.size() >= 2);
            assertThat(observer.answers()).isEmpty();

            long start = System.nanoTime();
            one.send(OBSERVER, number(1));
            network.await("the answer", () -> observer.answers().equals(List.of(number(1))));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Station.SIGN_OF_LIFE.dividedBy(2));
        }
    }

    /** Yesterday's greeting, byte by byte: version 1, cluster "test", from 2, to 1. */
    private static byte[] yesterday() {
        var greeting = new ByteArrayOutputStream();
        greeting.writeBytes(new byte[] {0x08, 1, 0x12, 4});
        greeting.writeBytes("test".getBytes(StandardCharsets.UTF_8));
        greeting.writeBytes(new byte[] {0x18, 2, 0x20, 1});
        var parcel = new ByteArrayOutputStream();
        parcel.write(0x0a);
        parcel.write(greeting.size());
        parcel.writeBytes(greeting.toByteArray());
        return parcel.toByteArray();
    }

    /** Its messages would be lost on a node that does not know that welcomes bring any; so they count as dropped. */
    @Test
    void aNodeFromYesterdayIsWelcomeAndIsNotAnsweredInAWayThatItDoesNotKnow() throws Exception {
        GrpcTransport one = network.start(network.alone(ONE), heard);
        try (RawSender two = new RawSender(network.at(ONE))) {
            two.send(yesterday());
            two.welcome.get(10, TimeUnit.SECONDS);
            two.send(Wire.Parcel.newBuilder().addMessages(PeerMessages.toWire(number(5))).build());
            network.await("its message", () -> heard.letters().contains(new Heard.Letter(TWO, number(5))));

            one.send(TWO, number(6));
            network.await("two signs of life", () -> two.welcomes.size() >= 3);

            assertThat(one.dropped()).isEqualTo(1);
            assertThat(two.welcomes).containsOnly(Wire.Welcome.getDefaultInstance());
        }
    }

    @Test
    void aNodeFromYesterdayReadsOurGreetingAsItsOwn() throws Exception {
        try (RawReceiver one = new RawReceiver()) {
            GrpcTransport two = network.start(
                    new TransportSettings("test", TWO, TransportSettings.Role.OBSERVER, 9, network.at(TWO),
                            Map.of(ONE, one.address()), TransportSettings.Security.PLAINTEXT),
                    heard);

            Wire.Parcel ours = one.greeting.get(10, TimeUnit.SECONDS);
            ByteString known = ByteString.copyFrom(yesterday()).substring(2);
            assertThat(ours.getGreeting().toByteString().startsWith(known))
                    .as("what it does not know comes behind what it does")
                    .isTrue();
            network.await("a parcel", () -> {
                two.send(ONE, number(1));
                return !one.parcels.isEmpty();
            });
            assertThat(one.parcels.element().getMessages(0)).isEqualTo(PeerMessages.toWire(number(1)));
        }
    }

    @Test
    void anAnswerThatMakesNoSenseIsDroppedAndSaidOnceWhileTheStreamGoesOn() throws Exception {
        try (RawReceiver two = new RawReceiver()) {
            network.start(
                    new TransportSettings("test", ONE, network.at(ONE), Map.of(TWO, two.address()),
                            TransportSettings.Security.PLAINTEXT),
                    heard);
            two.say(new byte[] {-1, -1, -1});
            two.say(Wire.Welcome.newBuilder()
                    .addMessages(Wire.PeerMessage.getDefaultInstance())
                    .addMessages(PeerMessages.toWire(number(3)))
                    .build()
                    .toByteArray());
            network.await("the sound message", () -> !heard.letters().isEmpty());

            assertThat(heard.letters()).containsExactly(new Heard.Letter(TWO, number(3)));
            assertThat(log.lines(Level.WARN, "node=1 peer=2 sent what this version cannot read")).hasSize(1);
            assertThat(heard.losses()).isEmpty();
        }
    }

    @Test
    void anAnswerMayBeAsLargeAsAMessage() throws Exception {
        GrpcTransport one = network.start(network.alone(ONE), heard);
        Heard observer = new Heard();
        network.visit(OBSERVER, observer).call(new TreeMap<>(Map.of(ONE, network.address(ONE))));
        PeerMessage large = new PeerMessage.Consensus(
                new Message.Chosen(new Slot(1), List.of(new Decree.Payload(new byte[15 << 20])), new Slot(1)));
        network.await("the observer", () -> !log.lines(Level.INFO, "node=77 peer=1 reached").isEmpty());

        one.send(OBSERVER, large);

        network.await("the message", () -> observer.has(large));
    }

    private RawSender greeted(Wire.Role role, NodeId from) throws Exception {
        RawSender sender = new RawSender(network.at(ONE));
        sender.send(RawSender.greeting(role, from.number(), 1));
        sender.welcome.get(10, TimeUnit.SECONDS);
        return sender;
    }

    private static PeerMessage number(long number) {
        return new PeerMessage.Consensus(new Message.CatchUp(new Slot(number)));
    }

    private static PeerMessage large(long number) {
        return new PeerMessage.Consensus(new Message.Chosen(
                new Slot(number), List.of(new Decree.Payload(new byte[1_000])), new Slot(number)));
    }
}
