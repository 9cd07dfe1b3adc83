package dev.synod.server.transport;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a node listens for its peers.
 *
 * @param host a name, which may resolve to another machine tomorrow, or an IP address (IPv6 without brackets)
 * @param port 0 only for one's own: the system chooses
 */
public record Address(String host, int port) {

    public Address {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        authority(host, port);
    }

    /**
     * Reads {@code host:port} or {@code [IPv6]:port}.
     *
     * @throws IllegalArgumentException with a sentence that a user can act on
     */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("must be an address such as \"synod-0:7172\", not \"" + text + "\"");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Address(
                bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(text.substring(colon + 1)));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return authority(host, port);
    }

    private static String authority(String host, int port) {
        try {
            return new URI(null, null, host, port, null, null, null).getAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("\"" + host + "\" is not the name of a host", e);
        }
    }
}
