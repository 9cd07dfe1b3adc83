package dev.synod.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.event.Topics;
import dev.synod.node.Answer;
import dev.synod.node.Clock;
import dev.synod.node.MemoryJournal;
import dev.synod.node.Node;
import dev.synod.node.NodeLoop;
import dev.synod.node.Ports;
import dev.synod.node.Settings;
import dev.synod.paxos.Founders;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The window of events that the settings want comes into the replicated state, and is proposed once. */
@Timeout(60)
class EventWindowTest {

    private static final Topics.Window WANTED = new Topics.Window(7, 7_000);

    private final Node node = new Node(
            Settings.founding(
                    new NodeId(1),
                    Founders.addresses(1),
                    new Settings.Pace(Duration.ofMillis(10), Duration.ofMillis(50)),
                    Settings.Limits.STANDARD),
            new Ports(
                    new MemoryJournal(),
                    (to, message) -> {},
                    new SystemClock(),
                    bound -> ThreadLocalRandom.current().nextLong(bound),
                    Runnable::run));

    private Topics.Window window() {
        return node.readLocally(state -> state.topics().window()).join() instanceof Answer.Done<Topics.Window> done
                ? done.value()
                : Topics.Window.STANDARD;
    }

    @Test
    void isProposedByThePresidentUntilTheStateHasItAndThenNoMore() {
        try (var loop = new NodeLoop(node, cause -> {})) {
            loop.start();
            var events = new EventWindow(node, Optional.of(WANTED));
            while (!window().equals(WANTED)) {
                events.look();
                LockSupport.parkNanos(1_000_000);
            }
            for (int look = 0; look < 50; look++) {
                events.look();
                LockSupport.parkNanos(1_000_000);
            }
            var settled = node.standing().appliedThrough();
            for (int look = 0; look < 50; look++) {
                events.look();
                LockSupport.parkNanos(1_000_000);
            }

            assertThat(node.standing().appliedThrough()).isEqualTo(settled);
            assertThat(window()).isEqualTo(WANTED);
        }
    }

    @Test
    void isLeftAloneWhereTheSettingsSayNothing() {
        try (var loop = new NodeLoop(node, cause -> {})) {
            loop.start();
            var events = new EventWindow(node, Optional.empty());
            for (int look = 0; look < 50; look++) {
                events.look();
                LockSupport.parkNanos(1_000_000);
            }

            assertThat(window()).isEqualTo(Topics.Window.STANDARD);
        }
    }

    private static final class SystemClock implements Clock {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    }
}
