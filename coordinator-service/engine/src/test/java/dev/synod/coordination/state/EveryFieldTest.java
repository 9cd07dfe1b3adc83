package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing that a state keeps is left out when it is written, and nothing that is added later will be. */
class EveryFieldTest {

    private static final int SEEDS = 24;
    private static final int STEPS = 300;

    /** What a session held when it ended is told by events of their own, so that these are never told with it. */
    private static final Set<String> EMPTY_IN_EVENTS = Set.of("Session.holds", "Session.candidacies");

    @Test
    void comesBackWithTheValueThatItHad() {
        var likeness = new Likeness();
        for (long seed = 1; seed <= SEEDS; seed++) {
            var history = new RandomHistory(seed);
            for (int step = 0; step < STEPS; step += 5) {
                history.steps(5);
                var copy = Coordination.read(ByteBuffer.wrap(history.coordination().write()));
                assertThat(likeness.differences(history.coordination(), copy)).as(history.toString()).isEmpty();
            }
        }
        // A field that never changed was not compared: a new one must be made to differ by the commands above.
        likeness.values().forEach((field, values) -> {
            if (!values.contains("") && !EMPTY_IN_EVENTS.contains(field)) {
                assertThat(values).as("values of " + field).hasSizeGreaterThan(1);
            }
        });
        assertThat(likeness.values()).hasSizeGreaterThan(60);
        assertThat(likeness.values().keySet()).containsAll(Likeness.UNORDERED);
        assertThat(likeness.notCompared()).isEqualTo(new TreeSet<>(Likeness.REPRESENTATION));
    }

    /** The comparison above can fail: it finds what sets any two of these states apart. */
    @Test
    void showsWhereItDiffers() {
        for (var script : DigestTest.DIFFERENT) {
            for (var other : DigestTest.DIFFERENT) {
                var one = new Play();
                script.forEach(line -> line.accept(one));
                var two = new Play();
                other.forEach(line -> line.accept(two));
                var differences = new Likeness().differences(one.coordination, two.coordination);
                assertThat(differences.isEmpty()).isEqualTo(script.equals(other));
            }
        }
    }
}
