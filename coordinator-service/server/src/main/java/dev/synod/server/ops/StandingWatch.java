package dev.synod.server.ops;

import dev.synod.node.Standing;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/** Looks at the node's standing now and then, so that its loop need not: one watch for all who want to look. */
public final class StandingWatch implements SmartLifecycle {

    /** What comes and goes in less is no news: the log is read in seconds. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final StandingLog log;
    private final StandingMeters meters;
    private final Runnable also;
    private volatile boolean running;

    /** Watches that node; {@code also} looks too, and waits for nothing. */
    public StandingWatch(Supplier<Standing> node, StandingMeters meters, Runnable also) {
        log = new StandingLog(node);
        this.meters = meters;
        this.also = also;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("synod-standing").start(() -> {
            while (running) {
                log.look();
                meters.look();
                also.run();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
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
