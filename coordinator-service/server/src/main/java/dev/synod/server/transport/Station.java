package dev.synod.server.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;

/**
 * What all streams of one transport share.
 *
 * @param loop the one thread that opens, reads, writes and closes them all
 * @param once what the log has been told about peers that are refused or send nonsense
 */
record Station(TransportSettings settings, Greetings greetings, EventLoop loop, Delivery inbox, Once once) {

    /** How often the receiving side of a stream shows the sending side that it is there. */
    static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

    /** Without a sign for that long, a stream is given up: longer than a garbage collection or a busy machine takes. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    /** The largest parcel that is read, and so the largest that is sent. */
    static final int LARGEST_PARCEL = 16 << 20;
}
