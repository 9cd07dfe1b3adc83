package dev.synod.spring.boot;

import dev.synod.spring.advice.Advice;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * When this process has a session: before the web server takes requests, until it has answered the last of them. Calls
 * that run under locks and runs may end first, and the session's end gives back what is left.
 */
final class SessionLifecycle implements SmartLifecycle {

    /** After the web server's graceful shutdown, 1024 below the default, and before its end, 2048 below. */
    static final int PHASE = DEFAULT_PHASE - 1536;

    private static final Logger LOG = LoggerFactory.getLogger(SessionLifecycle.class);

    private final Advice advice;
    private final Duration patience;
    private final Opening opening;
    private final AtomicBoolean running = new AtomicBoolean();

    SessionLifecycle(Advice advice, Duration patience, Opening opening) {
        this.advice = advice;
        this.patience = patience;
        this.opening = opening;
    }

    /** How the session begins and ends. */
    interface Opening {

        void open();

        void close();
    }

    @Override
    public void start() {
        if (running.compareAndSet(false, true)) {
            opening.open();
        }
    }

    @Override
    public void stop() {
        if (running.compareAndSet(true, false)) {
            if (!advice.awaitCalls(patience)) {
                LOG.warn("closed the session while calls were still running after {}", patience);
            }
            opening.close();
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
