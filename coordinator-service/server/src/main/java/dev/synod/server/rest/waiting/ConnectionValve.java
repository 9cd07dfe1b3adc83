package dev.synod.server.rest.waiting;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Hands each request its {@link Connection}: the servlet API hides what stands behind a request. */
public final class ConnectionValve extends ValveBase {

    public ConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getCoyoteRequest().getNote(WatchedProtocol.NOTE) instanceof Connection connection) {
            request.setAttribute(Connection.ATTRIBUTE, connection);
        }
        getNext().invoke(request, response);
    }
}
