package dev.synod.server.journal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.Founded;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every record has one form in bytes, and bytes are a record or are refused. */
class RecordCodecTest {

    private static final int ROUNDS = 20_000;

    private static final Configuration ONE = Configuration.founding(new TreeMap<>(Map.of(new NodeId(7), "h:")));
    private static final String ONE_IN_BYTES = "01 00000001 00000007 01 00000000 0002 683a 00000000";

    @Test
    void whatIsWrittenIsReadAgainAndTakesTheBytesItSaid() throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Persist written = any(random);
            byte[] bytes = bytesOf(written);
            Bytes source = new Bytes(ByteBuffer.wrap(bytes));
            assertThat(RecordCodec.read(source)).isEqualTo(written);
            assertThat(source.remaining()).isZero();
        }
    }

    /** The layout that journals on disk have: a change of it is a new version. */
    @Test
    void theLayoutIsTheOneOfVersionTwo() throws IOException {
        assertThat(RecordCodec.VERSION).isEqualTo(2);
        assertBytes(new Promised(ballot(7)), "0000000d 01 0000000000000007 00000002");
        assertBytes(
                new Voted(
                        ballot(7),
                        new Slot(5),
                        List.of(
                                Decree.NO_OP,
                                new Decree.Payload(new byte[] {10, 11}),
                                new Decree.Opened(ballot(7)))),
                "0000002e 02 0000000000000007 00000002 0000000000000005 00000003 00 01 00000002 0a0b"
                        + " 02 0000000000000007 00000002");
        assertBytes(new Learned(new Slot(5), List.of(Decree.NO_OP)), "0000000e 03 0000000000000005 00000001 00");
        assertBytes(new KnownChosen(new Slot(5)), "00000009 04 0000000000000005");
        assertBytes(new Founded(ONE), "0000001b 05 00000016 " + ONE_IN_BYTES);
        assertBytes(
                new Learned(new Slot(5), List.of(new Decree.Reconfigured(ONE))),
                "00000028 03 0000000000000005 00000001 03 00000016 " + ONE_IN_BYTES);
    }

    @Test
    void aRecordCutAnywhereIsRefused() throws IOException {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = bytesOf(any(random));
            for (int length = 0; length < bytes.length; length++) {
                Bytes cut = new Bytes(ByteBuffer.wrap(bytes, 0, length));
                assertThatThrownBy(() -> RecordCodec.read(cut)).isInstanceOf(MalformedRecord.class);
            }
        }
    }

    @Test
    void anyBytesAreARecordOrAreRefused() throws IOException {
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = bytesOf(any(random));
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Persist read = RecordCodec.read(new Bytes(ByteBuffer.wrap(bytes)));
                // A configuration may have other forms too: its codec has a version of its own.
                assertThat(RecordCodec.read(new Bytes(ByteBuffer.wrap(bytesOf(read)))))
                        .isEqualTo(read);
                assertThat(read.toString().contains("configuration") || RecordCodec.sizeOf(read) == bytes.length)
                        .isTrue();
            } catch (MalformedRecord malformed) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(ROUNDS / 10);
    }

    private static void assertBytes(Persist written, String hex) throws IOException {
        byte[] bytes = bytesOf(written);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex.replace(" ", ""));
        assertThat(RecordCodec.read(new Bytes(ByteBuffer.wrap(bytes)))).isEqualTo(written);
    }

    private static byte[] bytesOf(Persist written) throws IOException {
        Bytes bytes = Bytes.ofSize(RecordCodec.sizeOf(written));
        RecordCodec.write(written, bytes);
        assertThat(bytes.remaining()).isZero();
        return bytes.buffer().array();
    }

    private static Persist any(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Promised(anyBallot(random));
            case 1 -> new Voted(anyBallot(random), anySlot(random), anyDecrees(random));
            case 2 -> new Learned(anySlot(random), anyDecrees(random));
            case 3 -> new Founded(anyConfiguration(random));
            default -> new KnownChosen(anySlot(random));
        };
    }

    private static List<Decree> anyDecrees(Random random) {
        List<Decree> decrees = new ArrayList<>();
        for (int left = random.nextInt(6); left > 0; left--) {
            decrees.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Decree.NO_OP;
                        case 1 -> new Decree.Opened(anyBallot(random));
                        case 2 -> new Decree.Reconfigured(anyConfiguration(random));
                        default -> {
                            byte[] bytes = new byte[random.nextInt(60)];
                            random.nextBytes(bytes);
                            yield new Decree.Payload(bytes);
                        }
                    });
        }
        return decrees;
    }

    private static Configuration anyConfiguration(Random random) {
        Configuration configuration = ONE;
        for (int left = random.nextInt(4); left > 0; left--) {
            Member.Part part = random.nextBoolean() ? Member.Part.VOTER : Member.Part.JOINING;
            configuration = configuration
                    .with(new NodeId(10 + random.nextInt(5)), new Member("host-" + left, part, Optional.empty()))
                    .without(new NodeId(20 + random.nextInt(5)));
        }
        return configuration;
    }

    private static Ballot anyBallot(Random random) {
        return new Ballot(random.nextLong() >>> 1, new NodeId(1 + random.nextInt(Integer.MAX_VALUE)));
    }

    private static Slot anySlot(Random random) {
        return new Slot(random.nextLong() >>> 1);
    }

    private static Ballot ballot(long round) {
        return new Ballot(round, new NodeId(2));
    }
}
