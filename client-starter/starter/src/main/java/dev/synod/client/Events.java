package dev.synod.client;

import dev.synod.api.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of the cluster: those that this process tells, and those that it reads. */
public interface Events {

    /** Publishes what happened in this process, after all that the current thread knows. */
    Event publish(String topic, Publication publication);

    /** The events after a sequence, oldest first; waits for the first where there is none. */
    List<Event> after(String topic, long sequence, Duration wait);

    /**
     * What happened.
     *
     * @param type in the publisher's words
     * @param key what it concerns
     * @param data anything that becomes JSON
     */
    record Publication(String type, Optional<String> key, @Nullable Object data) {}
}
