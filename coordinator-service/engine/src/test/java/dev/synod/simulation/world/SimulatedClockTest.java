package dev.synod.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedClockTest {

    private final EventQueue queue = new EventQueue();

    @Test
    void itRunsAtItsRate() {
        SimulatedClock clock = new SimulatedClock(queue, 1_000, 2);

        pass(500);

        assertThat(clock.nanos()).isEqualTo(2_000);
    }

    @Test
    void aNewRateMakesNoJump() {
        SimulatedClock clock = new SimulatedClock(queue, 0, 2);
        pass(500);

        clock.runAt(0.5);

        assertThat(clock.nanos()).isEqualTo(1_000);
        pass(100);
        assertThat(clock.nanos()).isEqualTo(1_050);
    }

    @Test
    void aJumpOfTheWallClockLeavesTheMonotonicOneAlone() {
        SimulatedClock clock = new SimulatedClock(queue, 0, 1);
        var before = clock.wall();

        clock.jumpWall(-3_000_000_000L);

        assertThat(Duration.between(before, clock.wall())).isEqualTo(Duration.ofSeconds(-3));
        assertThat(clock.nanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9765, 1, 1.0235, 1.25, 2})
    void theInstantOfAReadingIsTheFirstThatShowsIt(double rate) {
        pass(12_345);
        SimulatedClock clock = new SimulatedClock(queue, -77, rate);
        for (long reading = -77; reading < 1_000; reading += 13) {
            long instant = clock.instantOf(reading);
            assertThat(readAt(instant, rate)).isGreaterThanOrEqualTo(reading);
            assertThat(instant == 12_345 || readAt(instant - 1, rate) < reading).isTrue();
        }
    }

    private static long readAt(long instant, double rate) {
        return -77 + (long) ((instant - 12_345) * rate);
    }

    private void pass(long nanos) {
        queue.in(nanos, () -> {});
        queue.step();
    }
}
