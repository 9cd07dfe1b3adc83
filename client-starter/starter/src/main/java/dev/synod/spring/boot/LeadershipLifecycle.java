package dev.synod.spring.boot;

import dev.synod.spring.advice.Standings;
import dev.synod.spring.advice.TakeOvers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * When this process stands: from the moment that the application is ready, until it stops. Then it lets the calls end
 * that run as leader's, and hands over: after the schedulers have stopped, before the web server waits for its
 * requests, so that another leads while this one takes its time.
 */
final class LeadershipLifecycle implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

    /** Schedulers are at the default phase, the web server's graceful shutdown is 1024 below it. */
    static final int PHASE = DEFAULT_PHASE - 512;

    private static final Logger LOG = LoggerFactory.getLogger(LeadershipLifecycle.class);

    private final Standings standings;
    private final TakeOvers takeOvers;
    private final Duration patience;
    private final AtomicBoolean running = new AtomicBoolean();

    LeadershipLifecycle(Standings standings, TakeOvers takeOvers, Duration patience) {
        this.standings = standings;
        this.takeOvers = takeOvers;
        this.patience = patience;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        if (running.get()) {
            standings.begin();
            takeOvers.start();
        }
    }

    /** Nothing is granted yet: who would be told is not there yet. */
    @Override
    public void start() {
        running.set(true);
    }

    @Override
    public void stop() {
        running.set(false);
        takeOvers.stop();
        var late = standings.end(patience);
        if (!late.isEmpty()) {
            LOG.warn("handed over {} while calls were still running after {}", late, patience);
        }
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
