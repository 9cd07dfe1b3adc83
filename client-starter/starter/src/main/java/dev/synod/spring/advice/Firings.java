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
     * Those of a rate: its multiples since 1970. The first call of a process is for the newest of them; the later ones
     * are counted from there, so that a call that comes a moment early or late is not taken for its neighbour. When
     * the process began, and its initial delay, shift its calls and not the firings.
     *
     * <p>The scheduler makes up for the calls that it could not make in time, one right after the other: each of them
     * is for the next firing that was missed, up to a minute of them. A process that stays behind although its calls
     * come in time has a clock that jumped: it goes on with the newest.
     */
    final class Rate implements Firings {

        private static final Instant BEGIN = Instant.ofEpochMilli(0);
        private static final Duration MADE_UP_FOR = Duration.ofMinutes(1);

        private final Duration rate;
        private @Nullable Call last;
        private @Nullable Instant begin;

        Rate(Duration rate) {
            this.rate = rate;
        }

        private record Call(Instant came, Instant firing, boolean isBehind) {}

        @Override
        public synchronized Instant at(Instant now) {
            var newest = newest(now);
            var before = last;
            var firing = before != null && missed(before, newest, now) ? before.firing().plus(rate) : newest;
            last = new Call(now, firing, firing.isBefore(newest));
            return firing;
        }

        /** Whether this call is for one between that of the call before and the newest. */
        private boolean missed(Call before, Instant newest, Instant now) {
            var behind = Duration.between(before.firing(), newest);
            var isInTime = nanos(before.came(), now) >= rate.toNanos() / 10 * 9;
            return behind.compareTo(rate) > 0
                    && behind.compareTo(MADE_UP_FOR) <= 0
                    && !(before.isBehind() && isInTime);
        }

        private Instant newest(Instant now) {
            if (begin == null) {
                begin = now;
            }
            var calls = Math.floorDiv(nanos(begin, now) + rate.toNanos() / 2, rate.toNanos());
            var since = Duration.between(BEGIN, begin);
            return BEGIN.plus(rate.multipliedBy(since.dividedBy(rate))).plus(rate.multipliedBy(calls));
        }

        private static long nanos(Instant from, Instant to) {
            return Duration.between(from, to).toNanos();
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
