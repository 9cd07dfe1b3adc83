package dev.synod.spring.bridge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The end of the work under bridged locks, which a shutdown waits for before the session is closed: closed earlier, it
 * would give them to others while the work goes on.
 */
final class BridgeLifecycle implements SmartLifecycle {

    /** Just before the session's, which is 1536 below the default. */
    static final int PHASE = DEFAULT_PHASE - 1535;

    private static final Logger LOG = LoggerFactory.getLogger(BridgeLifecycle.class);
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final Supplier<List<Holding>> holders;
    private final Duration patience;
    private final AtomicBoolean running = new AtomicBoolean();

    BridgeLifecycle(Supplier<List<Holding>> holders, Duration patience) {
        this.holders = holders;
        this.patience = patience;
    }

    @Override
    public void start() {
        running.set(true);
    }

    @Override
    public void stop() {
        if (!running.compareAndSet(true, false)) {
            return;
        }
        var all = holders.get();
        long begun = System.nanoTime();
        int held = held(all);
        while (held > 0) {
            if (System.nanoTime() - begun >= patience.toNanos() || Thread.currentThread().isInterrupted()) {
                LOG.warn("closes the session while work under {} locks was still going on after {}", held, patience);
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            held = held(all);
        }
    }

    private static int held(List<Holding> all) {
        return all.stream().mapToInt(Holding::held).sum();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
