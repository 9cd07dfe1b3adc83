package dev.synod.spring.listen;

import dev.synod.api.ProblemType;
import dev.synod.api.event.Event;
import dev.synod.client.SynodException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How often a listener has failed in a row, and what it has said of it: each cause once, until it is well again. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final Listener listener;
    private final Retries retries;
    private int inRow;
    private long sequence;
    private int ofEvent;
    private String told = "";

    Failures(Listener listener, Retries retries) {
        this.listener = listener;
        this.retries = retries;
    }

    /** Counts a failed delivery; whether the event is to be given up. */
    boolean isEnough(Event event) {
        ofEvent = sequence == event.sequence() ? ofEvent + 1 : 1;
        sequence = event.sequence();
        return retries.isEnough(ofEvent);
    }

    /** Counts and tells it; how long to wait before the next attempt. */
    Duration next(RuntimeException failed) {
        inRow++;
        var delay = retries.delay(inRow);
        var cause = failed instanceof DeliveryException ? "event " + sequence : failed.getClass().getName();
        if (cause.equals(told)) {
            LOG.debug("listener {} failed again, tries again in {}", listener.name(), delay, failed);
        } else {
            told = cause;
            tell(failed, delay);
        }
        return delay;
    }

    private void tell(RuntimeException failed, Duration delay) {
        if (failed instanceof DeliveryException) {
            LOG.warn(
                    "listener {} failed with event {} of {}, and is given it again in {}; later events wait: correct"
                            + " {}, or have events given up by synod.client.listener.skip-after",
                    listener.name(), sequence, listener.topic(), delay, listener.method(), failed);
        } else if (failed instanceof StaleReaderException) {
            LOG.warn(
                    "listener {} leads, and its cursor was taken by a larger fencing token; tries again in {}: if the"
                            + " cluster was set up anew, set the token of its row in synod_cursor to 0",
                    listener.name(), delay, failed);
        } else if (failed instanceof SynodException.Refused refused && refused.type() == ProblemType.TRIMMED) {
            LOG.error(
                    "listener {} is given nothing: the events after its cursor in {} are not kept any more; move its"
                            + " cursor to the last event that it can do without, or say whenTrimmed = SKIP",
                    listener.name(), listener.topic(), failed);
        } else if (failed instanceof SynodException.Unavailable || failed instanceof SynodException.UnknownOutcome) {
            LOG.debug("listener {} reaches no coordinator, tries again in {}", listener.name(), delay, failed);
        } else {
            LOG.warn(
                    "listener {} cannot read {} or move its cursor, tries again in {}",
                    listener.name(), listener.topic(), delay, failed);
        }
    }

    void skipped(Event event, DeliveryException failed) {
        LOG.error(
                "listener {} gave up event {} of {}, {}, after {} failures: what it tells is not done",
                listener.name(), event.sequence(), event.topic(), event.id(), ofEvent, failed);
    }

    void passed(Event event) {
        if (inRow > 0) {
            LOG.info("listener {} has passed event {} of {}", listener.name(), event.sequence(), event.topic());
        }
        none();
    }

    void none() {
        inRow = 0;
        told = "";
    }
}
