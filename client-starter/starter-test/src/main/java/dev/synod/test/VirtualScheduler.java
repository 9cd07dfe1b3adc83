package dev.synod.test;

import dev.synod.client.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.support.SimpleTriggerContext;

/** Does scheduled methods when a test's time has come to their firings, and time waits for them. */
final class VirtualScheduler implements TaskScheduler {

    private final Timers timers;
    private final Clock clock;

    VirtualScheduler(Timers timers, Clock clock) {
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public Clock getClock() {
        return clock;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, Trigger trigger) {
        var scheduled = new Scheduled(task, trigger);
        scheduled.next();
        return scheduled;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, Instant at) {
        return schedule(task, (Trigger) done -> done.lastScheduledExecution() == null ? at : null);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Instant begin, Duration period) {
        return schedule(task, (Trigger) done -> {
            var last = done.lastScheduledExecution();
            return last == null ? begin : last.plus(period);
        });
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Duration period) {
        return scheduleAtFixedRate(task, clock.instant(), period);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Instant begin, Duration delay) {
        return schedule(task, (Trigger) done -> {
            var last = done.lastCompletion();
            return last == null ? begin : last.plus(delay);
        });
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Duration delay) {
        return scheduleWithFixedDelay(task, clock.instant(), delay);
    }

    /** One task, from one firing to the next; none begins before the one before it has ended. */
    private final class Scheduled extends CompletableFuture<Object> implements ScheduledFuture<Object> {

        private final Runnable task;
        private final Trigger trigger;
        private final SimpleTriggerContext done = new SimpleTriggerContext(clock);
        private Optional<Timers.Timer> timer = Optional.empty();
        private volatile Instant due = clock.instant();

        Scheduled(Runnable task, Trigger trigger) {
            this.task = task;
            this.trigger = trigger;
        }

        synchronized void next() {
            var firing = trigger.nextExecution(done);
            if (firing == null) {
                complete(null);
            } else if (!isDone()) {
                due = firing;
                timer = Optional.of(timers.after(Duration.between(clock.instant(), firing), this::fire));
            }
        }

        private void fire() {
            var begun = clock.instant();
            try {
                task.run();
            } finally {
                done.update(due, begun, clock.instant());
                next();
            }
        }

        @Override
        public synchronized boolean cancel(boolean mayInterrupt) {
            timer.ifPresent(Timers.Timer::cancel);
            return super.cancel(mayInterrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), due));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
