package dev.synod.server.rest.waiting;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1, which also tells a waiting request whether its client has hung up.
 *
 * <p>Servlets have no means for it: Tomcat does not look at a connection while its request is served, asynchronous or
 * not. So the request's own thread asks the socket, without blocking: an end of stream or an error is a client that has
 * gone; bytes are its next request, and stay in the buffer for it (an end behind them is seen no sooner than that).
 */
public final class WatchedProtocol extends Http11NioProtocol {

    /** Tomcat's own notes are 1 and 2. */
    static final int NOTE = 17;

    @Override
    protected Processor createProcessor() {
        return new WatchedProcessor(this, getAdapter());
    }

    private static final class WatchedProcessor extends Http11Processor implements Connection {

        private WatchedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
            getRequest().setNote(NOTE, this);
        }

        @Override
        public boolean isGone() {
            SocketWrapperBase<?> socket = getSocketWrapper();
            if (socket == null) {
                return true;
            }
            try {
                socket.isReadyForRead();
                return socket.isClosed();
            } catch (IOException gone) {
                return true;
            }
        }
    }
}
