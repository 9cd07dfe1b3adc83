package dev.synod.coordination.event;

import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;

/**
 * The bounds of what is kept of events. They belong to the state: nodes of one cluster must all have the same.
 *
 * @param windowEvents of one topic that are kept, the newest; an operator may set others later
 * @param windowBytes of one topic that are kept, about; likewise
 * @param unarchivedBytes of all topics that are kept because they are not archived yet; then publishing must wait
 * @param topics that ever had an event
 * @param cursors of all topics together
 * @param components in the vector of a session that publishes
 * @param keys for idempotency remembered in one session; the oldest are forgotten first
 * @param released locks whose last releaser's context is remembered; the oldest are forgotten first
 */
public record EventBounds(
        int windowEvents,
        long windowBytes,
        long unarchivedBytes,
        int topics,
        int cursors,
        int components,
        int keys,
        int released) {

    public static final EventBounds STANDARD = new EventBounds(
            Topics.Window.STANDARD.events(),
            Topics.Window.STANDARD.bytes(),
            64L << 20,
            10_000,
            100_000,
            1_000,
            1_000,
            100_000);

    public void write(Writer out) {
        out.number(windowEvents).number(windowBytes).number(unarchivedBytes);
        out.number(topics).number(cursors).number(components).number(keys).number(released);
    }

    public static EventBounds read(Reader in) {
        return new EventBounds(
                in.count(),
                in.number(),
                in.number(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count());
    }
}
