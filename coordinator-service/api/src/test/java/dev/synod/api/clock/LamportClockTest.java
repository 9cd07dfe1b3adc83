package dev.synod.api.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Lamport (1978), section "Logical Clocks". */
class LamportClockTest {

    @Test
    void anEventIsLaterThanTheOneBefore() {
        assertThat(LamportClock.ZERO.tick()).isEqualTo(new LamportClock(1)).isGreaterThan(LamportClock.ZERO);
    }

    @Test
    void anEventIsLaterThanAllThatWasHeard() {
        var heard = new LamportClock(44);

        assertThat(new LamportClock(7).receive(heard.send()).tick()).isEqualTo(new LamportClock(45));
    }

    @Test
    void hearingOfWhatIsOlderChangesNothing() {
        var clock = new LamportClock(7);

        assertThat(clock.receive(new LamportClock(6))).isSameAs(clock);
    }

    @Test
    void aTimeIsNeverNegative() {
        assertThatThrownBy(() -> new LamportClock(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a Lamport time is 0 or more, not -1");
    }

    @Test
    void aClockAtItsEndDoesNotBeginAnew() {
        assertThatThrownBy(() -> new LamportClock(Long.MAX_VALUE).tick())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot tick beyond 9223372036854775807");
    }
}
