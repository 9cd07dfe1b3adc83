package dev.synod.server.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all streams of one transport share.
 *
 * @param loop the one thread that opens, reads, writes and closes them all
 * @param dropped messages that found no stream, or had to make room for newer ones
 * @param once what the log has been told about peers that are refused or send nonsense
 */
record Station(
        TransportSettings settings, Greetings greetings, EventLoop loop, Delivery inbox, LongAdder dropped, Once once) {

    /** How often the receiving side of a stream shows the sending side that it is there. */
    static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

    /** Without a sign for that long, a stream is given up: longer than a garbage collection or a busy machine takes. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    /** The largest parcel that is read, and so the largest that is sent. */
    static final int LARGEST_PARCEL = 16 << 20;

    Station(TransportSettings settings, EventLoop loop, Delivery inbox) {
        this(settings, new Greetings(settings), loop, inbox, new LongAdder(), new Once());
    }

    Intake intake() {
        return new Intake(this);
    }

    /** Has the event loop do something; where it has ended, nobody does. */
    void soon(Runnable work) {
        try {
            loop.execute(work);
        } catch (RejectedExecutionException _) {
            // The transport is closed: what was to be sent or opened is gone with it.
        }
    }

    /** Has the event loop do something later; where it has ended, nobody does. */
    void after(Duration wait, Runnable work) {
        try {
            var _ = loop.schedule(work, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // As above.
        }
    }
}
