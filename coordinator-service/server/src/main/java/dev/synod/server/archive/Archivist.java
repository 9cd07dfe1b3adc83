package dev.synod.server.archive;

import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who follows the ledger into the archive, in a thread of its own: nothing of the node ever waits for it. In a database
 * that nodes share only the president writes; in a file of its own each node does.
 *
 * <p>A node with a file of its own that was away for so long that topics were trimmed meanwhile, has a gap: by the
 * president's account they were archived, in the president's file. It is counted, and told once a topic.
 */
public final class Archivist implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Archivist.class);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LEAVE = Duration.ofSeconds(5);

    /** The replicated state is told at most so often: telling it is a decree. */
    private static final Duration BETWEEN_TELLING = Duration.ofSeconds(1);

    private final GuardedArchive archive;
    private final ArchiveSource source;
    private final Thread thread = Thread.ofPlatform().name("synod-archive").daemon().unstarted(this::run);

    /** Where the archive ends; empty where somebody else may have written, or a transaction's end is not known. */
    private Optional<Position> reached = Optional.empty();

    private final Map<TopicName, Long> last = new HashMap<>();
    private Position settled = Position.ZERO;
    private long lookedAt = System.nanoTime() - BETWEEN_TELLING.toNanos();

    private volatile boolean running = true;
    private volatile ArchiveStanding.Duty duty = ArchiveStanding.Duty.ANOTHERS;
    private volatile Position through = Position.ZERO;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();

    /** Follows from {@link #start} on. */
    public Archivist(GuardedArchive archive, ArchiveSource source) {
        this.archive = archive;
        this.source = source;
    }

    public void start() {
        thread.start();
        Thread.ofVirtual().name("synod-archive-waits").start(this::haveEventsWait);
    }

    /** How it stands now. From any thread. */
    public ArchiveStanding standing() {
        long behind = switch (duty) {
            case OURS -> Math.max(0, source.applied().number() - through.number());
            case ANOTHERS -> 0;
        };
        return new ArchiveStanding(duty, through, behind, written.get(), missed.get(), archive.failure());
    }

    private void run() {
        while (running) {
            try {
                if (!step()) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (ArchiveUnavailable unavailable) {
                reached = Optional.empty(); // what was written last may count, or may not
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (RuntimeException unexpected) {
                LOG.error("archive={} goes on after {}", archive.settings(), unexpected.toString(), unexpected);
                reached = Optional.empty();
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }

    /** Whether there may be more to do at once. */
    private boolean step() {
        var mandate = mandate();
        if (reached.isEmpty()) {
            reached = Optional.of(archive.use(Archive::reached));
            last.clear();
            through = reached.get();
        }
        if (mandate.isEmpty()) {
            duty = ArchiveStanding.Duty.ANOTHERS;
            return false;
        }
        duty = ArchiveStanding.Duty.OURS;
        boolean more = source.applied().isAfter(through) && follow(mandate.get(), reached.get());
        tell();
        return more;
    }

    private Optional<Mandate> mandate() {
        return switch (archive.settings().kind()) {
            case OWN -> Optional.of(Mandate.ALONE);
            case SHARED -> source.presiding();
        };
    }

    private boolean follow(Mandate mandate, Position from) {
        var page = source.after(from, Archive.LARGEST);
        if (page.events().isEmpty()) {
            through = page.through();
            return false;
        }
        return switch (archive.use(open -> open.append(mandate, from, page.events()))) {
            case ALL -> {
                var to = page.events().getLast().position();
                reached = Optional.of(to);
                page.events().forEach(this::lookForGaps);
                written.addAndGet(page.events().size());
                through = to;
                yield page.events().size() >= Archive.LARGEST;
            }
            case NONE -> {
                reached = Optional.empty();
                yield false;
            }
        };
    }

    private void lookForGaps(Event event) {
        var known = last.put(event.topic(), event.sequence());
        long before = known != null ? known : before(event);
        long lost = event.sequence() - before - 1;
        if (lost > 0) {
            missed.addAndGet(lost);
            LOG.warn("archive={} topic={} lacks {} events before {}: they were not kept long enough",
                    archive.settings(), event.topic(), lost, event.sequence());
        }
    }

    /** The newest archived sequence before the first event of a topic that this thread archived. */
    private long before(Event event) {
        return archive.use(open -> open.lastBefore(event.topic(), event.sequence()));
    }

    /** The state trims what it is told: so it is told only what no loss of power takes back. */
    private void tell() {
        var far = reached.orElse(Position.ZERO);
        if (isEarly() || source.presiding().isEmpty() || !isNews(far)) {
            return;
        }
        if (far.isAfter(settled)) {
            archive.use(open -> {
                open.settle();
                return far;
            });
            settled = far;
        }
        source.tell(Optional.of(far));
    }

    /**
     * Where the state believes in no archive yet, has it keep its events until the archive tells how far it is. In a
     * thread of its own, because a database takes a while to open, and may not be there.
     */
    private void haveEventsWait() {
        Optional<Mandate> settled = Optional.empty();
        while (running) {
            var mandate = source.presiding();
            if (mandate.isPresent() && !mandate.equals(settled)) {
                if (source.told().isPresent()) {
                    settled = mandate; // only another president can change it
                } else {
                    source.tell(Optional.of(Position.ZERO));
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Not only telling: also looking whether there is news to tell takes the node's time. */
    private boolean isEarly() {
        long now = System.nanoTime();
        boolean early = now - lookedAt < BETWEEN_TELLING.toNanos();
        lookedAt = early ? lookedAt : now;
        return early;
    }

    private boolean isNews(Position far) {
        return source.told().map(far::isAfter).orElse(true);
    }

    /** Ends following; what is being written is finished. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(LEAVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        archive.close();
    }
}
