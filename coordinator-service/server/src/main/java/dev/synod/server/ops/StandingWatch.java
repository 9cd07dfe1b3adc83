package dev.synod.server.ops;

import dev.synod.node.Standing;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/** Looks at the node's standing now and then, so that its loop need not log. */
public final class StandingWatch implements SmartLifecycle {

    /** What comes and goes in less is no news: the log is read in seconds. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final StandingLog log;
    private final StandingMeters meters;
    private volatile boolean running;

    /** Watches that node. */
    public StandingWatch(Supplier<Standing> node, StandingMeters meters) {
        log = new StandingLog(node);
        this.meters = meters;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("synod-standing").start(() -> {
            while (running) {
                log.look();
                meters.look();
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
