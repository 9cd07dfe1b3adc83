package dev.synod.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.client.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualTimersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTimers timers = new VirtualTimers();
    private final List<String> done = new CopyOnWriteArrayList<>();

    private Timers.Timer note(String what, int seconds) {
        return timers.after(Duration.ofSeconds(seconds), () -> done.add(what + "@" + timers.nanos() / 1_000_000_000));
    }

    @Test
    void nothingIsDoneBeforeItsTime() {
        note("a", 2);

        timers.advance(SECOND);
        assertThat(done).isEmpty();

        timers.advance(SECOND);
        assertThat(done).containsExactly("a@2");
    }

    @Test
    void whatIsDueIsDoneInItsOrderEachAtItsTime() {
        note("c", 3);
        note("a", 1);
        note("b", 3);

        timers.advance(Duration.ofSeconds(10));

        assertThat(done).containsExactly("a@1", "c@3", "b@3");
        assertThat(timers.nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void whatADueTaskAsksForIsDoneInTheSameAdvance() {
        timers.after(SECOND, () -> note("again", 1));

        timers.advance(Duration.ofSeconds(2));

        assertThat(done).containsExactly("again@2");
    }

    @Test
    void aCancelledTaskIsNeverDone() {
        note("a", 1).cancel();

        timers.advance(Duration.ofSeconds(2));

        assertThat(done).isEmpty();
    }

    @Test
    void timeWaitsForWhatADueTaskHandsToAnother() {
        timers.after(SECOND, () -> timers.executor().execute(() -> note("later", 1)));

        timers.advance(Duration.ofSeconds(2));

        assertThat(done).containsExactly("later@2");
    }

    @Test
    void timeDoesNotWaitForWhoWaitsForWhatItBrings() {
        var later = new CompletableFuture<String>();
        timers.executor().execute(() -> done.add(timers.await(later) + "@" + timers.nanos() / 1_000_000_000));
        timers.after(Duration.ofSeconds(901), () -> later.complete("heard"));
        for (int second = 1; second < 900; second++) {
            note("tick", second);
        }
        long begun = System.nanoTime();

        timers.advance(Duration.ofSeconds(1_000));

        assertThat(done).hasSize(900).endsWith("heard@901");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aPausedProcessDoesNothingAndCatchesUpWhenItGoesOn() {
        note("a", 1);
        timers.pause();
        timers.advance(Duration.ofSeconds(5));
        assertThat(done).isEmpty();

        timers.resume();

        assertThat(done).containsExactly("a@5");
    }

    @Test
    void whatIsDueCannotAdvanceTimeItself() {
        var thrown = new AtomicReference<Throwable>();
        timers.after(SECOND, () -> {
            try {
                timers.settle();
            } catch (IllegalStateException refused) {
                thrown.set(refused);
            }
        });

        timers.advance(SECOND);

        assertThatThrownBy(() -> {
                    throw thrown.get();
                })
                .hasMessageContaining("cannot be advanced by what waits");
    }
}
