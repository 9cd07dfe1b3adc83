package dev.synod.server.transport;

import java.net.BindException;

/** The address for peers cannot be listened on; the message names the setting to change. */
public final class CannotListenException extends RuntimeException {

    CannotListenException(Address address, Throwable cause) {
        super(sentence(address, cause), cause);
    }

    private static String sentence(Address address, Throwable cause) {
        Throwable innermost = innermost(cause);
        String reason = String.valueOf(innermost.getMessage());
        return innermost instanceof BindException && reason.contains("in use")
                ? "synod.peer.port=" + address.port() + " is in use on " + address.host()
                        + ": choose another port for this node"
                : "cannot listen for peers on " + address + " (" + reason
                        + "): change synod.peer.address or synod.peer.port";
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : innermost(cause);
    }
}
