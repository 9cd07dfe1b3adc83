package dev.synod.server.wiring;

import dev.synod.paxos.NodeId;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalFailure;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done when the node has ended itself: it is told once, and the process ends. */
final class LastWords implements Consumer<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

    private final NodeId self;
    private final Departure departure;

    LastWords(NodeId self, Departure departure) {
        this.self = self;
        this.departure = departure;
    }

    @Override
    public void accept(Throwable failure) {
        if (failure instanceof JournalFailure || failure instanceof JournalDamaged) {
            LOG.error(
                    "node={} has stopped, and its next start reads back what is stored: {}",
                    self,
                    failure.getMessage());
        } else {
            LOG.error("node={} has stopped, since what it saw must never be: {}", self, failure.toString(), failure);
        }
        // Not by this thread: closing the instance waits for it to end.
        Thread.ofPlatform().name("synod-last-words").start(() -> departure.because(Exit.BROKEN));
    }
}
