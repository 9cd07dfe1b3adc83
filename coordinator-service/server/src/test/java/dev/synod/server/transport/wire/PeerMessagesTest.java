package dev.synod.server.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.synod.node.PeerMessage;
import dev.synod.paxos.Message;
import dev.synod.paxos.Slot;
import dev.synod.server.transport.v1.Wire;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Protobuf and back, and what is no message. */
final class PeerMessagesTest {

    private static final WireReader<Wire.Parcel> PARCELS = new WireReader<>(Wire.Parcel.parser());

    private static final Wire.Ballot BALLOT =
            Wire.Ballot.newBuilder().setRound(7).setNode(2).build();

    private static final List<byte[]> SOUND = LongStream.rangeClosed(1, 20)
            .boxed()
            .flatMap(seed -> new RandomMessages(seed).oneOfEach().stream())
            .map(message -> Wire.Parcel.newBuilder()
                    .addMessages(PeerMessages.toWire(message))
                    .build()
                    .toByteArray())
            .toList();

    @Test
    void everyMessageComesBackAsItWentOut() {
        for (long seed = 1; seed <= 200; seed++) {
            for (PeerMessage message : new RandomMessages(seed).oneOfEach()) {
                assertThat(content(throughBytes(message))).as("seed %d", seed).isEqualTo(content(message));
            }
        }
    }

    /** Parts are compared by nobody else, and have no equality of their own. */
    private static Object content(PeerMessage message) {
        return message instanceof PeerMessage.Part(Slot through, long offset, long size, byte[] bytes)
                ? List.of(through, offset, size, ByteString.copyFrom(bytes))
                : message;
    }

    @Test
    void theRandomMessagesAreOfEveryKindThereIs() {
        Set<Class<?>> made = new RandomMessages(1).oneOfEach().stream()
                .map(message -> message instanceof PeerMessage.Consensus(Message inner) ? inner : message)
                .map(Object::getClass)
                .collect(Collectors.toSet());

        assertThat(made).isEqualTo(kinds());
    }

    @Test
    void aWeightIsNeverMuchLessThanTheBytesOnTheWire() {
        LongStream.rangeClosed(1, 200).boxed().flatMap(seed -> new RandomMessages(seed).oneOfEach().stream())
                .forEach(message -> assertThat(Weight.of(message))
                        .as("%s", message)
                        .isGreaterThanOrEqualTo(PeerMessages.toWire(message).getSerializedSize() * 9L / 10));
    }

    static Stream<Wire.PeerMessage> malformed() {
        Wire.Decree unknown = Wire.Decree.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(15, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build())
                .build();
        return Stream.of(
                        Wire.PeerMessage.newBuilder().setProbe(Wire.Probe.getDefaultInstance()),
                        Wire.PeerMessage.newBuilder().setProbe(Wire.Probe.newBuilder()
                                .setBallot(Wire.Ballot.newBuilder().setRound(-1).setNode(1))),
                        Wire.PeerMessage.newBuilder().setProbe(Wire.Probe.newBuilder()
                                .setBallot(Wire.Ballot.newBuilder().setRound(Long.MAX_VALUE).setNode(1))),
                        Wire.PeerMessage.newBuilder().setProbe(Wire.Probe.newBuilder()
                                .setBallot(Wire.Ballot.newBuilder().setRound(1).setNode(-4))),
                        Wire.PeerMessage.newBuilder().setPrepare(
                                Wire.Prepare.newBuilder().setBallot(BALLOT).setFrom(-1)),
                        Wire.PeerMessage.newBuilder().setCatchUp(Wire.CatchUp.newBuilder().setFrom(Long.MAX_VALUE)),
                        Wire.PeerMessage.newBuilder().setAccept(
                                Wire.Accept.newBuilder().setBallot(BALLOT).setFirst(1).addDecrees(unknown)),
                        Wire.PeerMessage.newBuilder().setPromise(Wire.Promise.newBuilder().setBallot(BALLOT).addVotes(
                                Wire.Vote.newBuilder().setSlot(1).setBallot(BALLOT))),
                        Wire.PeerMessage.newBuilder().setForward(Wire.Forward.newBuilder().setLife(1)),
                        Wire.PeerMessage.newBuilder().setAskPosition(Wire.AskPosition.newBuilder()
                                .addRenewals(Wire.Session.newBuilder().setProcess("no such name").setOpened(1))),
                        Wire.PeerMessage.newBuilder().setElsewhere(Wire.Elsewhere.getDefaultInstance()),
                        Wire.PeerMessage.newBuilder().setElsewhere(Wire.Elsewhere.newBuilder()
                                .addSources(Wire.Source.newBuilder().setNode(0).setAddress("host:1"))),
                        Wire.PeerMessage.newBuilder().setFollow(Wire.Follow.newBuilder().setAddress("a".repeat(301))),
                        Wire.PeerMessage.newBuilder().setFollow(Wire.Follow.newBuilder().setFrom(-1)),
                        Wire.PeerMessage.newBuilder().setNews(Wire.News.newBuilder()
                                .setPresidency(Wire.Ballot.getDefaultInstance())),
                        Wire.PeerMessage.newBuilder().setAskPart(Wire.AskPart.newBuilder().setOffset(-1)),
                        Wire.PeerMessage.newBuilder().setAskPart(Wire.AskPart.newBuilder().setOffset(Long.MAX_VALUE)),
                        Wire.PeerMessage.newBuilder().setPart(Wire.Part.newBuilder().setSize(-1)),
                        Wire.PeerMessage.newBuilder().setMoved(Wire.Moved.newBuilder().setLife(1)),
                        Wire.PeerMessage.newBuilder().setMoved(Wire.Moved.newBuilder().setRemove(0)),
                        Wire.PeerMessage.newBuilder().setMoved(Wire.Moved.newBuilder()
                                .setAdd(Wire.Source.newBuilder().setNode(4).setAddress("a".repeat(301)))),
                        Wire.PeerMessage.newBuilder().setChosen(Wire.Chosen.newBuilder()
                                .setFirst(1)
                                .addDecrees(Wire.Decree.newBuilder().setReconfigured(ByteString.copyFromUtf8("?")))))
                .map(Wire.PeerMessage.Builder::build);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatMakesNoMessageIsRefusedWithASentence(Wire.PeerMessage wire) {
        assertThatThrownBy(() -> PeerMessages.fromWire(wire))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).{10,}");
    }

    @Test
    void aMessageOfAKindFromANewerVersionIsNotGuessedAt() {
        Wire.PeerMessage newer = Wire.PeerMessage.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(900, UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(BALLOT.toByteString())
                                .build())
                        .build())
                .build();

        assertThatThrownBy(() -> PeerMessages.fromWire(newer)).hasMessage("a message of a kind unknown here");
    }

    @Test
    void aFieldFromANewerVersionChangesNothing() throws Exception {
        PeerMessage known =
                new PeerMessage.Consensus(new Message.Prepare(ConsensusMessages.ballot(BALLOT), new Slot(9)));
        Wire.PeerMessage wire = PeerMessages.toWire(known);
        Wire.Prepare extended = wire.getPrepare().toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build())
                .build();

        ByteString bytes = Wire.PeerMessage.newBuilder().setPrepare(extended).build().toByteString();

        assertThat(PeerMessages.fromWire(Wire.PeerMessage.parseFrom(bytes))).isEqualTo(known);
    }

    @Test
    void bytesThatMakeNoParcelReadAsNoneAndNeverThrow() {
        Random random = new Random(42);
        int unreadable = 0;
        for (int i = 0; i < 20_000; i++) {
            Optional<Wire.Parcel> read = PARCELS.parse(new ByteArrayInputStream(damaged(random)));
            unreadable += read.isEmpty() ? 1 : 0;
            read.ifPresent(parcel -> parcel.getMessagesList().forEach(PeerMessagesTest::readOrRefuse));
        }
        assertThat(unreadable).isBetween(1_000, 19_999);
    }

    private static void readOrRefuse(Wire.PeerMessage wire) {
        try {
            PeerMessages.fromWire(wire);
        } catch (IllegalArgumentException expected) {
            assertThat(expected).hasMessageMatching("(?s).+");
        }
    }

    /** A real parcel with a few bytes changed and sometimes its end cut off, or plain noise. */
    private static byte[] damaged(Random random) {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        if (random.nextInt(4) > 0) {
            bytes = SOUND.get(random.nextInt(SOUND.size())).clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(Math.min(bytes.length, 40))] = (byte) random.nextInt();
            }
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static PeerMessage throughBytes(PeerMessage message) {
        byte[] bytes = Wire.Parcel.newBuilder().addMessages(PeerMessages.toWire(message)).build().toByteArray();
        Wire.Parcel parcel = PARCELS.parse(new ByteArrayInputStream(bytes)).orElseThrow();
        return PeerMessages.fromWire(parcel.getMessages(0));
    }

    private static Set<Class<?>> kinds() {
        return Stream.concat(
                        Arrays.stream(PeerMessage.class.getPermittedSubclasses())
                                .filter(kind -> kind != PeerMessage.Consensus.class),
                        Arrays.stream(Message.class.getPermittedSubclasses()))
                .collect(Collectors.toSet());
    }

}
