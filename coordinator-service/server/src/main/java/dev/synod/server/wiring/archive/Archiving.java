package dev.synod.server.wiring.archive;

import dev.synod.server.archive.Archivist;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Lets the archivist work while the instance runs: after the node, before the doors; and ends in the other order. */
public final class Archiving implements SmartLifecycle {

    private final Archivist archivist;
    private volatile boolean running;

    /** Of that archivist. */
    public Archiving(Archivist archivist) {
        this.archivist = archivist;
    }

    /** Between the node's and the web server's. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 512;
    }

    @Override
    public void start() {
        archivist.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        archivist.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
