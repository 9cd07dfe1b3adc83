package dev.synod.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.HeldLock;
import dev.synod.client.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Is a hold lost at its limit, and at no other moment, also where what is due comes early or late? */
class LimitedHoldTest {

    private final Hand hand = new Hand();
    private final Held held = new Held();
    private final LimitedHold hold = new LimitedHold(held, new LimitedHold.Timing(hand, Runnable::run));
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void begin() {
        hold.onLost(() -> heard.add("lost"));
        hold.limit(Duration.ofSeconds(3));
    }

    /** A timer that has fired cannot be cancelled any more. */
    @Test
    void aTimerThatIsTooLateToBeCancelledDoesNotEndWhatWasProlonged() {
        hand.nanos = Duration.ofSeconds(3).toNanos() - 1;
        hold.prolong(Duration.ofSeconds(10));

        hand.nanos++;
        hand.due.get(0).run();

        assertThat(hold.isValid()).isTrue();
        assertThat(held.isClosed).isFalse();
        assertThat(heard).isEmpty();
    }

    /** As where the process stood still. */
    @Test
    void whatIsPastItsLimitIsLostBeforeItsTimerComes() {
        hand.nanos = Duration.ofSeconds(3).toNanos();

        assertThat(hold.isValid()).isFalse();
        assertThat(hold.remaining()).isZero();
        hold.limit(Duration.ofSeconds(10));
        hold.renew();
        assertThat(hold.isValid()).isFalse();
        assertThat(hold.giveBack()).isFalse();
    }

    @Test
    void aLossIsToldOnceAndTheHoldGivenBack() {
        hand.nanos = Duration.ofSeconds(3).toNanos();
        hand.due.get(0).run();
        hand.due.get(0).run();
        held.lost.forEach(Runnable::run);

        assertThat(heard).containsExactly("lost");
        assertThat(held.isClosed).isTrue();
    }

    @Test
    void whatWasGivenBackIsNotLostLater() {
        assertThat(hold.giveBack()).isTrue();

        hand.nanos = Duration.ofSeconds(3).toNanos();
        hand.due.get(0).run();

        assertThat(heard).isEmpty();
    }

    /** Cancelling does nothing. */
    private static final class Hand implements Timers {

        private final List<Runnable> due = new ArrayList<>();
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            due.add(task);
            return () -> {};
        }
    }

    private static final class Held implements HeldLock {

        private final List<Runnable> lost = new ArrayList<>();
        private boolean isClosed;

        @Override
        public String name() {
            return "ledger";
        }

        @Override
        public long fencingToken() {
            return 7;
        }

        @Override
        public boolean isValid() {
            return !isClosed;
        }

        @Override
        public Duration remaining() {
            return Duration.ofSeconds(8);
        }

        @Override
        public void onLost(Runnable action) {
            lost.add(action);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
