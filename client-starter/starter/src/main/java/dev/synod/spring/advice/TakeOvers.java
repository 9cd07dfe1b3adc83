package dev.synod.spring.advice;

import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import dev.synod.api.event.Event;
import dev.synod.client.Events;
import dev.synod.client.SynodException;
import dev.synod.client.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private final Rhythm rhythm;
    private final Semaphore free = new Semaphore(AT_ONCE);

    private volatile @Nullable Reading reading;

    public TakeOvers(Advice advice, Supplier<Events> events, Rhythm rhythm) {
        this.advice = advice;
        this.events = events;
        this.rhythm = rhythm;
    }

    /**
     * By what it goes.
     *
     * @param clock tells which runs are recent
     * @param timers when it asks again
     * @param executor reads and runs, for as long as that takes
     */
    public record Rhythm(Clock clock, Timers timers, Executor executor) {}

    /** Reads from now on, where the application has jobs. */
    public synchronized void start() {
        if (reading == null && !advice.jobs().isEmpty()) {
            var begun = new Reading();
            reading = begun;
            rhythm.executor().execute(begun);
        }
    }

    /** Takes over nothing more; what it has taken over runs on. */
    public synchronized void stop() {
        var last = reading;
        reading = null;
        if (last != null) {
            last.interrupt();
        }
    }

    /** One reader of the topic, from a start to its stop. */
    private final class Reading implements Runnable {

        private @Nullable Thread thread;
        private long sequence;

        @Override
        public void run() {
            on(Thread.currentThread());
            try {
                while (reading == this) {
                    sequence = readAfter(sequence);
                }
            } catch (RuntimeException unreachable) {
                if (reading == this) {
                    LOG.debug("told no runs; asks again in {}", PAUSE, unreachable);
                    rhythm.timers().after(PAUSE, () -> rhythm.executor().execute(this));
                }
            } finally {
                on(null);
            }
        }

        /** The thread is lent: no interruption may reach it when it reads no more. */
        private synchronized void on(@Nullable Thread now) {
            if (now == null) {
                Thread.interrupted();
            }
            thread = now;
        }

        synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
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
            throw refused;
        }
        return read;
    }

    private static long oldestKept(SynodException.Refused trimmed, long sequence) {
        return trimmed.problem().fields().get("firstSequence") instanceof Number first
                ? Math.max(sequence, first.longValue() - 1)
                : sequence + 1;
    }

    private void consider(Event event) {
        if (!event.type().equals(ABANDONED)) {
            return;
        }
        var guard = event.key().flatMap(advice.jobs()::job);
        var firing = firing(event.data());
        if (guard.isPresent() && firing.isPresent() && isRecent(guard.get(), firing.get())) {
            free.acquireUninterruptibly();
            rhythm.executor().execute(() -> takeOver(guard.get(), firing.get()));
        }
    }

    private void takeOver(FiringGuard guard, Instant firing) {
        try {
            guard.takeOver(firing);
        } catch (RuntimeException e) {
            LOG.warn("could not take over the run of {} for {}", guard.job().name(), firing, e);
        } finally {
            free.release();
        }
    }

    private boolean isRecent(FiringGuard guard, Instant firing) {
        var age = Duration.between(firing, rhythm.clock().instant());
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
