package dev.synod.spring.listen;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.event.Event;
import dev.synod.client.Knowledge;
import dev.synod.client.Leadership;
import dev.synod.client.SynodException;
import dev.synod.spring.CausalListener.From;
import dev.synod.spring.CausalListener.WhenTrimmed;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's reading for a listener, from its lead's beginning to its end: an event after the other, each with the
 * cursor. A topic's sequence is an order in which no event is before its causes, so keeping to it keeps that.
 *
 * <p>After each failure the cursor is asked again where it is: what was lost may have been the answer alone.
 */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final Duration POLL = Duration.ofSeconds(30);

    private final Listener listener;
    private final Surroundings with;
    private final Leadership lead;
    private final CausalCursor.Reader reader;
    private final Pauses pauses;
    private final Failures failures;
    private OptionalLong position = OptionalLong.empty();

    Reading(Listener listener, Leadership lead, Surroundings with) {
        this.listener = listener;
        this.with = with;
        this.lead = lead;
        reader = new CausalCursor.Reader(listener.topic(), listener.name(), lead.fencingToken());
        pauses = new Pauses(with.timers());
        failures = new Failures(listener, with.retries());
    }

    /** Reads until {@link #end}, or until the lead is lost, in this thread. */
    void run() {
        try {
            while (goesOn()) {
                attempt();
            }
        } finally {
            pauses.done();
        }
    }

    /** Begins no other call; returns at once, a call that runs ends as it will. */
    void end() {
        pauses.end();
    }

    /** Whether a call that was running has come to its end in time. */
    boolean awaitDone(Duration patience) {
        return pauses.awaitDone(patience);
    }

    private boolean goesOn() {
        return !pauses.isEnded() && lead.isValid();
    }

    private void attempt() {
        try {
            // The thread is lent: neither does it know what its last borrower did, nor the next what it learns.
            Knowledge.with(CausalContext.EMPTY, () -> {
                read();
                return true;
            });
        } catch (RuntimeException failed) {
            position = OptionalLong.empty();
            if (goesOn()) {
                pauses.pause(failures.next(failed));
            } else {
                LOG.debug("listener {} reads no more", listener.name(), failed);
            }
        }
    }

    private void read() {
        long passed = position.isPresent() ? position.getAsLong() : take();
        position = OptionalLong.of(passed);
        try {
            for (var event : poll(passed)) {
                if (!goesOn()) {
                    return;
                }
                deliver(event);
            }
            failures.none();
        } catch (SynodException.Refused refused) {
            if (refused.type() != ProblemType.TRIMMED || listener.whenTrimmed() == WhenTrimmed.STOP) {
                throw refused;
            }
            goOnAt(firstKept(refused), passed);
        }
    }

    private List<Event> poll(long passed) {
        if (!pauses.enter()) {
            return List.of();
        }
        try {
            return with.events().after(listener.topic(), passed, POLL);
        } finally {
            pauses.leave();
        }
    }

    private void deliver(Event event) {
        try {
            with.cursor().move(reader, event.sequence(), () -> call(event));
        } catch (DeliveryException failed) {
            if (!failures.isEnough(event)) {
                throw failed;
            }
            // Where even that fails, the event is given again: whatever failed may not have been its fault.
            with.cursor().move(reader, event.sequence(), () -> {});
            failures.skipped(event, failed);
        }
        position = OptionalLong.of(event.sequence());
        failures.passed(event);
    }

    /** What the method tells or asks comes after the event. */
    private void call(Event event) {
        Knowledge.with(event.stamp().context(), () -> {
            listener.method().call(event, lead);
            return true;
        });
    }

    private long take() {
        var kept = with.cursor().take(reader);
        if (kept.isPresent()) {
            return kept.getAsLong();
        }
        long first = listener.from() == From.EARLIEST ? earliest() : latest();
        with.cursor().begin(reader, first);
        return first;
    }

    private long earliest() {
        try {
            with.events().after(listener.topic(), 0, Duration.ZERO);
            return 0;
        } catch (SynodException.Refused refused) {
            if (refused.type() != ProblemType.TRIMMED) {
                throw refused;
            }
            return firstKept(refused) - 1;
        }
    }

    private long latest() {
        long last = earliest();
        var some = with.events().after(listener.topic(), last, Duration.ZERO);
        while (!some.isEmpty() && goesOn()) {
            last = some.get(some.size() - 1).sequence();
            some = with.events().after(listener.topic(), last, Duration.ZERO);
        }
        return last;
    }

    private void goOnAt(long first, long passed) {
        with.cursor().move(reader, first - 1, () -> {});
        position = OptionalLong.of(first - 1);
        LOG.warn(
                "listener {} was not given the events {} to {} of {}: they are not kept any more",
                listener.name(), passed + 1, first - 1, listener.topic());
    }

    private static long firstKept(SynodException.Refused trimmed) {
        if (trimmed.problem().fields().get("firstSequence") instanceof Number first) {
            return first.longValue();
        }
        throw trimmed;
    }
}
