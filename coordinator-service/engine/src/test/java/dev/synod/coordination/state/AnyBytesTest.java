package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.synod.coordination.name.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes come: they are the one spelling of a state that goes on without breaking a law, or refused. */
@Timeout(120)
class AnyBytesTest {

    private static final long SEED = 20_261_123;

    private int states;
    private int refusals;

    @Test
    void thatBreakOffAreRefused() {
        for (byte[] whole : List.of(new Spelling().bytes(), walked(3))) {
            for (int length = 0; length < whole.length; length++) {
                var part = ByteBuffer.wrap(whole, 0, length);
                assertThatThrownBy(() -> Coordination.read(part)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void thatDifferFromAStateInAnyOneByteAreAnotherStateOrRefused() {
        byte[] whole = new Spelling().bytes();
        for (int at = 0; at < whole.length; at++) {
            for (int other = 1; other < 256; other++) {
                byte[] bytes = whole.clone();
                bytes[at] ^= (byte) other;
                probe(bytes, at);
            }
        }
        assertThat(states).as("bytes that made another state").isGreaterThan(1_000);
        assertThat(refusals).as("bytes that were refused").isGreaterThan(20_000);
    }

    @Test
    void thatAreRandomOrWereAStateBeforeTheyWereCutPastedAndBitFlippedAreAStateOrRefused() {
        var random = new Random(SEED);
        List<byte[]> spellings = LongStream.range(0, 40).mapToObj(AnyBytesTest::walked).toList();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = round % 10 == 0
                    ? randomBytes(random)
                    : mutated(spellings.get(random.nextInt(spellings.size())), random);
            probe(bytes, round);
        }
        assertThat(states).as("mutants that made another state").isGreaterThan(500);
        assertThat(refusals).as("mutants that were refused").isGreaterThan(10_000);
    }

    private static byte[] walked(long seed) {
        return new RandomHistory(seed).steps(10 + (int) seed * 5).coordination().write();
    }

    private static byte[] randomBytes(Random random) {
        var bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 0) {
            bytes[0] = (byte) (1 + random.nextInt(2));
        }
        return bytes;
    }

    private static byte[] mutated(byte[] spelling, Random random) {
        byte[] bytes = spelling.clone();
        for (int mutations = random.nextInt(3); mutations >= 0; mutations--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
                case 3 -> bytes[at] = (byte) random.nextInt(256);
                case 4 -> bytes = pasted(bytes, at, random.nextInt(at, bytes.length));
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 5), (byte) 0xFF);
            }
        }
        return bytes;
    }

    /** Without the bytes between the two places, or with them twice. */
    private static byte[] pasted(byte[] bytes, int from, int to) {
        boolean twice = (from & 1) == 0;
        byte[] pasted = new byte[bytes.length + (twice ? to - from : from - to)];
        System.arraycopy(bytes, 0, pasted, 0, twice ? to : from);
        System.arraycopy(bytes, twice ? from : to, pasted, twice ? to : from, bytes.length - (twice ? from : to));
        return pasted;
    }

    private void probe(byte[] bytes, int round) {
        try {
            Coordination state = Coordination.read(ByteBuffer.wrap(bytes));
            if (!Arrays.equals(state.write(), bytes)) {
                fail(where(bytes, round) + " is a second spelling of a state");
            }
            goOn(state, round);
            states++;
        } catch (IllegalArgumentException refused) {
            refusals++;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError other) {
            throw new AssertionError(where(bytes, round), other);
        }
    }

    /** A state that was let in must keep the laws under any commands: what checks them later would stop the node. */
    private static void goOn(Coordination state, int seed) {
        long last = state.applied().number();
        if (last > Long.MAX_VALUE - 100) {
            return; // no slots are left for commands
        }
        var commands = new RandomCommands(seed);
        state.sessions("", "", 10).forEach(session -> commands.heardOf(session.id()));
        state.topics().eventsAfter(Position.ZERO, 10).forEach(commands::heardOf);
        for (int i = 1; i <= 12; i++) {
            try {
                state.apply(new Position(last + i), Instant.EPOCH, commands.next(last + i));
                state.check();
            } catch (IllegalArgumentException broken) {
                throw new AssertionError("the state was let in and cannot go on", broken);
            }
        }
    }

    private static String where(byte[] bytes, int round) {
        return "seed " + SEED + " round " + round + ": " + HexFormat.of().formatHex(bytes);
    }
}
