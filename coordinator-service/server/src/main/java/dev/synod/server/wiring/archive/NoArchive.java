package dev.synod.server.wiring.archive;

import dev.synod.coordination.name.Position;
import dev.synod.server.archive.ArchiveSource;
import dev.synod.server.archive.Mandate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What a node without an archive does about archives: as president it has the replicated state know that none is kept,
 * where that still waits for one. So the setting must be the same at all nodes.
 */
public final class NoArchive implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NoArchive.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ArchiveSource node;
    private volatile boolean running;

    /** Tells that node. */
    public NoArchive(ArchiveSource node) {
        this.node = node;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("synod-no-archive").start(this::watch);
    }

    private void watch() {
        Optional<Mandate> settled = Optional.empty();
        while (running) {
            var mandate = node.presiding();
            if (mandate.isPresent() && !mandate.equals(settled)) {
                Optional<Position> kept = node.told();
                if (kept.isEmpty()) {
                    settled = mandate; // only another president can change it
                } else {
                    LOG.info("archive=none position={} events waited for one, and wait no longer", kept.get());
                    node.tell(Optional.empty());
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
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
