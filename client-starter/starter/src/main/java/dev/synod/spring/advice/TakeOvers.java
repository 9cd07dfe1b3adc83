package dev.synod.spring.advice;

import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import dev.synod.api.event.Event;
import dev.synod.client.Events;
import dev.synod.client.SynodException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Takes over runs of the application that other processes left behind. The cluster tells of each on its topic
 * of runs: one thread reads that, all processes claim what it tells, one gets it. Runs whose firing is older than an
 * hour and than two periods are left alone: nobody waits for them any more.
 */
public final class TakeOvers {

    static final String TOPIC = "synod.runs";
    static final String ABANDONED = "run.abandoned";

    private static final Logger LOG = LoggerFactory.getLogger(TakeOvers.class);
    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration OLD = Duration.ofHours(1);
    private static final int AT_ONCE = 4;

    private final Advice advice;
    private final Supplier<Events> events;
    private final Clock clock;
    private final SimpleAsyncTaskExecutor calls = new SimpleAsyncTaskExecutor("synod-take-over-");

    private volatile @Nullable Thread reader;

    public TakeOvers(Advice advice, Supplier<Events> events, Clock clock) {
        this.advice = advice;
        this.events = events;
        this.clock = clock;
        calls.setConcurrencyLimit(AT_ONCE);
    }

    /** Reads from now on, where the application has jobs. */
    public synchronized void start() {
        if (reader == null && !advice.jobs().isEmpty()) {
            var thread = new Thread(this::read, "synod-take-overs");
            thread.setDaemon(true);
            reader = thread;
            thread.start();
        }
    }

    /** Takes over nothing more; what it has taken over runs on. */
    public synchronized void stop() {
        var thread = reader;
        reader = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void read() {
        long sequence = 0;
        while (reader == Thread.currentThread()) {
            sequence = readAfter(sequence);
        }
    }

    private long readAfter(long sequence) {
        var read = sequence;
        try {
            for (var event : events.get().after(TOPIC, sequence, POLL)) {
                consider(event);
                read = event.sequence();
            }
        } catch (SynodException.Refused refused) {
            if (refused.type() == ProblemType.TRIMMED) {
                return oldestKept(refused, sequence);
            }
            pause("told no runs", refused);
        } catch (RuntimeException unreachable) {
            pause("told no runs", unreachable);
        }
        return read;
    }

    private static long oldestKept(SynodException.Refused trimmed, long sequence) {
        return trimmed.problem().fields().get("firstSequence") instanceof Number first
                ? Math.max(sequence, first.longValue() - 1)
                : sequence + 1;
    }

    private void pause(String what, RuntimeException why) {
        if (reader == Thread.currentThread()) {
            LOG.debug("{}; asks again in {}", what, PAUSE, why);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void consider(Event event) {
        if (!event.type().equals(ABANDONED)) {
            return;
        }
        var guard = event.key().flatMap(advice.jobs()::job);
        var firing = firing(event.data());
        if (guard.isPresent() && firing.isPresent() && isRecent(guard.get(), firing.get())) {
            calls.execute(() -> takeOver(guard.get(), firing.get()));
        }
    }

    private static void takeOver(FiringGuard guard, Instant firing) {
        try {
            guard.takeOver(firing);
        } catch (RuntimeException e) {
            LOG.warn("could not take over the run of {} for {}", guard.job().name(), firing, e);
        }
    }

    private boolean isRecent(FiringGuard guard, Instant firing) {
        var age = Duration.between(firing, clock.instant());
        return age.compareTo(OLD) <= 0
                || age.compareTo(guard.job().firings().period(firing).multipliedBy(2)) <= 0;
    }

    /** As an engine in this process tells it, or as JSON does. */
    private static Optional<Instant> firing(@Nullable Object run) {
        if (run instanceof Run told) {
            return Optional.of(told.firing());
        }
        if (run instanceof Map<?, ?> json && json.get("firing") instanceof String text) {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException e) {
                return Optional.empty(); // a run of a newer coordinator, which says it otherwise
            }
        }
        return Optional.empty();
    }
}
