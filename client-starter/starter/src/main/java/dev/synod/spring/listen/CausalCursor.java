package dev.synod.spring.listen;

import java.util.OptionalLong;

/** How far each listener has come in its topic, kept where it outlives the process. Called by one thread a reader. */
public interface CausalCursor {

    /**
     * Where the reader goes on: after this sequence; empty where the listener has no cursor yet. Where the cursor knows
     * tokens, nobody with a smaller one moves it from now on.
     *
     * @throws StaleReaderException where a larger token has been here
     */
    OptionalLong take(Reader reader);

    /** The listener's first cursor: it has passed this sequence, and 0 is before the first event. */
    void begin(Reader reader, long sequence);

    /**
     * Does something for an event, or for those up to it, and moves the cursor past it; where this cursor can, both or
     * neither.
     *
     * @throws StaleReaderException where another has taken the cursor over, and nothing was kept
     * @throws DeliveryException what was done for the event failed; the cursor stays
     */
    void move(Reader reader, long sequence, Runnable work);

    /**
     * Who reads.
     *
     * @param topic what is read
     * @param name the listener's, one in the cluster
     * @param fencingToken of its lead over the listener's other processes
     */
    record Reader(String topic, String name, long fencingToken) {}
}
