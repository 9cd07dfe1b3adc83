package dev.synod.server.wiring;

import dev.synod.node.Coordinator;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.context.SmartLifecycle;

/**
 * The first thing that a leaving instance does, while it still answers: a president gives its office to a peer, so that
 * the cluster need not find out by patience that it is gone.
 */
final class HandOver implements SmartLifecycle {

    private static final Duration BOUND = Duration.ofSeconds(2);

    private final Coordinator coordinator;
    private volatile boolean running;

    HandOver(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** Above all others: stopped first. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (coordinator.standing().membership().governing().members().size() == 1) {
            return; // Nobody to hand over to.
        }
        try {
            var handedOver = coordinator.handOver(Optional.empty(), BOUND);
            // Where it takes too long the others find out by themselves: later, and just as safely.
            handedOver.get(BOUND.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The node has ended, or is too busy to hear: as above.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
