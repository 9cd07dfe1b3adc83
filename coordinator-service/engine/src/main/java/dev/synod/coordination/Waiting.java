package dev.synod.coordination;

import java.time.Duration;

/** What a hold does while its lock is not free. */
public sealed interface Waiting {

    /** It does not queue. */
    record No() implements Waiting {}

    /**
     * It queues, and its request takes it out again. Should the request's node die first, the president takes it out
     * when it has counted {@code limit} and a second more.
     */
    record AtMost(Duration limit) implements Waiting {

        public AtMost {
            Durations.check("a wait", limit);
        }
    }

    /** It keeps its place until it leaves or its session ends. */
    record InQueue() implements Waiting {}
}
