package dev.synod.spring.advice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The nominal instants at which a job is due. Each process tells by its own clock for which of them a call came, and
 * the claim of that instant decides whose call runs: how far the clocks of two processes lie apart shifts who is first,
 * never which instants there are.
 */
sealed interface Firings {

    /** The firing that a call at this moment is for. */
    Instant at(Instant now);

    /** How long from one firing to the next, about this one. */
    Duration period(Instant firing);

    /**
     * Those of a cron expression: the newest at or before the call. A call may come a little before its firing, where
     * the clock was set back while the timer ran: up to a quarter of the period, and five seconds, count as that.
     */
    record Cron(CronExpression expression, ZoneId zone) implements Firings {

        private static final Duration EARLY = Duration.ofSeconds(5);

        /** How far back one looks for the firing before: leap years are the rarest that people write. */
        private static final Duration[] BACK = {
            Duration.ofMinutes(2), Duration.ofHours(2), Duration.ofDays(2), Duration.ofDays(62), Duration.ofDays(3_660)
        };

        @Override
        public Instant at(Instant now) {
            var before = before(now);
            var next = next(before);
            var quarter = Duration.between(before, next).dividedBy(4);
            var early = quarter.compareTo(EARLY) < 0 ? quarter : EARLY;
            return next.minus(early).isAfter(now) ? before : next;
        }

        @Override
        public Duration period(Instant firing) {
            return Duration.between(firing, next(firing)); // of what comes never again, for ever
        }

        /** The expression only knows what comes next: from a moment far enough back one walks up to now. */
        private Instant before(Instant now) {
            for (var back : BACK) {
                var firing = next(now.minus(back));
                if (!firing.isAfter(now)) {
                    return newest(firing, now);
                }
            }
            return now;
        }

        private Instant newest(Instant first, Instant now) {
            var firing = first;
            for (var next = next(firing); !next.isAfter(now); next = next(next)) {
                firing = next;
            }
            return firing;
        }

        private Instant next(Instant after) {
            var next = expression.next(after.atZone(zone));
            return next == null ? Instant.MAX : next.toInstant();
        }
    }

    /**
     * Those of a rate: its multiples since 1970. The first call of a process is for the newest of them, each later one
     * for the next: a call may come early or late, and the scheduler makes up for calls that it could not make in time.
     * When the process began, and its initial delay, shift its calls and not the firings.
     *
     * <p>A process that is more than a minute behind, or for more than a minute, has stood still or has a clock that
     * jumped: it goes on with the newest. Where two periods are longer than a minute, that is the measure.
     */
    final class Rate implements Firings {

        private static final Instant BEGIN = Instant.ofEpochMilli(0);
        private static final Duration LONG = Duration.ofMinutes(1);

        private final Duration rate;
        private final Duration madeUpFor;
        private @Nullable Instant last;
        private @Nullable Instant behindSince;

        Rate(Duration rate) {
            this.rate = rate;
            var two = rate.multipliedBy(2);
            madeUpFor = two.compareTo(LONG) > 0 ? two : LONG;
        }

        @Override
        public synchronized Instant at(Instant now) {
            var firing = last == null ? newest(now) : after(last, now);
            last = firing;
            return firing;
        }

        /** The same once more, where this call comes before the next firing by more than a call comes early. */
        private Instant after(Instant firing, Instant now) {
            var next = firing.plus(rate);
            var late = Duration.between(next, now);
            if (late.abs().compareTo(madeUpFor) > 0 || isBehindForLong(late, now)) {
                behindSince = null;
                return newest(now);
            }
            return late.compareTo(rate.dividedBy(4).negated()) < 0 ? firing : next;
        }

        private boolean isBehindForLong(Duration late, Instant now) {
            if (late.compareTo(rate.multipliedBy(2)) < 0) {
                behindSince = null;
                return false;
            }
            if (behindSince == null) {
                behindSince = now;
            }
            return Duration.between(behindSince, now).compareTo(madeUpFor) > 0;
        }

        private Instant newest(Instant now) {
            var since = Duration.between(BEGIN, now);
            return BEGIN.plus(rate.multipliedBy(since.dividedBy(rate)));
        }

        @Override
        public Duration period(Instant firing) {
            return rate;
        }
    }

    /** A schedule that is switched off, {@code -}: whoever calls the method by hand means now. */
    record ByHand() implements Firings {

        @Override
        public Instant at(Instant now) {
            return now;
        }

        @Override
        public Duration period(Instant firing) {
            return Duration.ZERO;
        }
    }
}
