package dev.synod.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Does a shutdown wait for the work under locks, and not for ever? */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class BridgeLifecycleTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void itStopsWhenAllLocksAreGivenBack(CapturedOutput output) {
        var left = new AtomicInteger(4);
        Holding one = () -> left.getAndUpdate(now -> Math.max(0, now - 1));
        var lifecycle = new BridgeLifecycle(() -> List.of(() -> 0, one), MINUTE);
        lifecycle.start();

        lifecycle.stop();

        assertThat(left).hasValue(0);
        assertThat(lifecycle.isRunning()).isFalse();
        assertThat(output).doesNotContain("still going on");
    }

    @Test
    void itWaitsNoLongerThanIsSaidAndThenSaysSo(CapturedOutput output) {
        var lifecycle = new BridgeLifecycle(() -> List.of(() -> 2), Duration.ofMillis(20));
        lifecycle.start();

        lifecycle.stop();

        assertThat(output).contains("work under 2 locks was still going on");
    }
}
