package dev.synod.spring.boot;

import dev.synod.client.Connection.State;
import dev.synod.client.SessionKeeper;
import dev.synod.client.Timers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a process waits for while it has no session: soon, and then more and more rarely. */
final class Absence {

    private static final Logger LOG = LoggerFactory.getLogger(Absence.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final SessionKeeper session;
    private final Timers timers;
    private final Supplier<List<URI>> endpoints;
    private Optional<Timers.Timer> next = Optional.empty();
    private long begun;

    Absence(SessionKeeper session, Timers timers, Supplier<List<URI>> endpoints) {
        this.session = session;
        this.timers = timers;
        this.endpoints = endpoints;
        session.onChange(this::changed);
    }

    /** There is none from now on, until the session's state says otherwise. */
    synchronized void begin() {
        begun = timers.nanos();
        schedule(FIRST);
    }

    private synchronized void changed(State state) {
        next.ifPresent(Timers.Timer::cancel);
        if (state == State.EXPIRED) {
            begin();
        }
    }

    private void schedule(Duration delay) {
        next = Optional.of(timers.after(delay, () -> say(delay)));
    }

    private synchronized void say(Duration after) {
        var state = session.state();
        if (state == State.CONNECTING || state == State.EXPIRED) {
            LOG.info(
                    "no session for {} s, still asking {}: {}",
                    Duration.ofNanos(timers.nanos() - begun).toSeconds(),
                    endpoints.get(),
                    session.lastFailure());
            schedule(after.compareTo(LONGEST.dividedBy(2)) < 0 ? after.multipliedBy(2) : LONGEST);
        }
    }
}
