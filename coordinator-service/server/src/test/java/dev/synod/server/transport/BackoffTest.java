package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Patience that grows, and has an end. */
final class BackoffTest {

    @Test
    void theFirstAttemptIsMadeAtOnceAndTheOthersEverLaterUpToHalfASecond() {
        assertThat(millis(new Backoff(bound -> bound - 1), 8))
                .containsExactly(0L, 20L, 40L, 80L, 160L, 320L, 500L, 500L);
    }

    @Test
    void chanceTakesHalfOfItAwayAtMost() {
        assertThat(millis(new Backoff(bound -> 0), 8)).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 250L, 250L);
    }

    @Test
    void afterASuccessItBeginsAnew() {
        Backoff backoff = new Backoff(bound -> bound - 1);
        List<Long> before = millis(backoff, 5);

        backoff.reset();

        assertThat(millis(backoff, 5)).isEqualTo(before);
    }

    private static List<Long> millis(Backoff backoff, int attempts) {
        return Stream.generate(backoff::next).limit(attempts).map(Duration::toMillis).toList();
    }
}
