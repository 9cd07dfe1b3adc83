package dev.synod.server.rest.waiting;

import jakarta.servlet.http.HttpServletRequest;

/** A client's connection, as far as a waiting request cares for it. */
public interface Connection {

    /** Where a request carries its connection. */
    String ATTRIBUTE = Connection.class.getName();

    /** Whether the client has hung up. Only the thread that serves the request may ask. */
    boolean isGone();

    /** The connection of a request; of one that does not come from a {@link WatchedProtocol}, nobody hears the end. */
    static Connection of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Connection connection ? connection : () -> false;
    }
}
