package dev.synod.server.transport;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What gRPC logs, with a stack trace each time, where this package says all that is worth saying. */
final class Noise {

    /** Kept here, since the logging library forgets the level of a logger that nobody holds. */
    private static final List<Logger> LOUD = List.of(
            // Each attempt to resolve a name that does not resolve: usual while a cluster starts.
            Logger.getLogger("io.grpc.internal.ManagedChannelImpl"),
            // Each connection that ends before all that was sent on it has left: an observer killed while it lags.
            Logger.getLogger("io.grpc.netty.NettyServerHandler"),
            // Each connection of somebody who does not speak HTTP/2: a browser, a port scanner.
            Logger.getLogger("io.grpc.netty.NettyServerTransport.connections"));

    private Noise() {}

    static void hush() {
        LOUD.forEach(logger -> logger.setLevel(Level.SEVERE));
    }
}
