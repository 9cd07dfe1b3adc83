package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Change;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A state that was written and read goes on as the one that it was written from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrittenStateTest {

    private static final int STEPS = 400;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> changes = new TreeMap<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnAsTheOneThatItWasWrittenFrom(long seed) {
        var history = new RandomHistory(seed);
        var dice = new Random(~seed);
        Coordination copy = copy(history.coordination());
        for (int step = 0; step < STEPS; step++) {
            Applied applied = history.step();
            Applied again = copy.apply(history.position(), history.at(), history.command());
            outcomes.merge(again.outcome().getClass().getSimpleName(), 1, Integer::sum);
            again.changes().forEach(change -> changes.merge(change.getClass().getSimpleName(), 1, Integer::sum));
            assertThat(again).as(history.toString()).isEqualTo(applied);
            if (dice.nextInt(10) == 0) {
                same(copy, history);
                // A copy of the copy too: what is lost by writing twice was lost before.
                copy = copy(dice.nextBoolean() ? copy : history.coordination());
                same(copy, history);
            }
        }
    }

    /** A walk that never meets a case proves nothing about it. */
    @AfterAll
    void metEveryOutcomeAndChange() {
        for (Class<?> outcome : Outcome.class.getPermittedSubclasses()) {
            assertThat(outcomes).as("outcomes met").containsKey(outcome.getSimpleName());
        }
        for (Class<?> change : Change.class.getPermittedSubclasses()) {
            assertThat(changes).as("changes met").containsKey(change.getSimpleName());
        }
    }

    private static void same(Coordination copy, RandomHistory history) {
        Coordination original = history.coordination();
        assertThat(copy.write()).as(history.toString()).isEqualTo(original.write());
        assertThat(copy.digest()).as(history.toString()).isEqualTo(original.digest());
        assertThat(copy.running()).as(history.toString()).isEqualTo(original.running());
        assertThat(copy.sessions("", "", 100)).as(history.toString()).isEqualTo(original.sessions("", "", 100));
        for (LockName lock : RandomCommands.LOCKS) {
            assertThat(copy.lock(lock)).as(history.toString()).isEqualTo(original.lock(lock));
            for (HoldName hold : RandomCommands.HOLDS) {
                assertThat(copy.hold(lock, hold)).as(history.toString()).isEqualTo(original.hold(lock, hold));
                assertThat(copy.endedHold(lock, hold)).as(history.toString()).isEqualTo(original.endedHold(lock, hold));
            }
        }
    }

    private static Coordination copy(Coordination coordination) {
        return Coordination.read(ByteBuffer.wrap(coordination.write()));
    }

    @Test
    void isReadFromWhatRemainsInABufferAndLeavesTheBufferAsItWas() {
        byte[] written = new Coordination().write();
        ByteBuffer buffer = ByteBuffer.allocateDirect(100).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(17).put(written).flip().position(17);

        assertThat(Coordination.read(buffer).write()).isEqualTo(written);
        assertThat(buffer.position()).isEqualTo(17);
        assertThat(buffer.remaining()).isEqualTo(written.length);
        assertThat(buffer.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void isTheSameWhereTheBytesAreTheSameAndDiffersWhereTheyDiffer() {
        List<String> written = DigestTest.DIFFERENT.stream()
                .map(script -> {
                    var play = new Play();
                    script.forEach(line -> line.accept(play));
                    assertThat(copy(play.coordination).digest()).isEqualTo(play.coordination.digest());
                    return HexFormat.of().formatHex(play.coordination.write());
                })
                .toList();

        assertThat(written).doesNotHaveDuplicates();
    }
}
