package dev.synod.server.wiring;

import dev.synod.coordination.Command;
import dev.synod.coordination.event.Topics;
import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.node.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;

/**
 * How many events a topic keeps, as this instance's settings have it. What counts stands in the replicated state: a
 * president that finds another window there proposes its own, so a setting should be the same at all nodes.
 */
final class EventWindow implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Coordinator node;
    private final Optional<Topics.Window> wanted;
    private volatile boolean running;

    /** Wants that window; empty where the settings say nothing. */
    EventWindow(Coordinator node, Optional<Topics.Window> wanted) {
        this.node = node;
        this.wanted = wanted;
    }

    /** The window that the settings name, what they leave out being as it is by default. */
    static Optional<Topics.Window> of(SynodProperties.Events events) {
        var standard = Topics.Window.STANDARD;
        if (events.perTopic() == null && events.bytesPerTopic() == null) {
            return Optional.empty();
        }
        int most = events.perTopic() == null ? standard.events() : events.perTopic();
        long bytes = events.bytesPerTopic() == null ? standard.bytes() : events.bytesPerTopic().toBytes();
        if (most < 1 || bytes < 1) {
            throw new WrongSetting("synod.events.per-topic is " + most + " and synod.events.bytes-per-topic " + bytes
                    + ": a topic keeps at least one event, so set both to 1 or more, or leave them out");
        }
        return Optional.of(new Topics.Window(most, bytes));
    }

    @Override
    public void start() {
        running = wanted.isPresent();
        wanted.ifPresent(window -> Thread.ofVirtual().name("synod-event-window").start(() -> watch(window)));
    }

    private void watch(Topics.Window window) {
        while (running) {
            if (node.standing().role() == Standing.Role.PRESIDING) {
                propose(window);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void propose(Topics.Window window) {
        try {
            var now = node.readLocally(state -> state.topics().window()).get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (now instanceof Answer.Done<Topics.Window> done && !done.value().equals(window)) {
                var keep = new Command.KeepEvents(window.events(), window.bytes());
                var _ = node.submit(keep, WITHIN).get(2 * WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException leaving) {
            running = false;
        } catch (ExecutionException | TimeoutException busy) {
            // The next look tries again.
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
