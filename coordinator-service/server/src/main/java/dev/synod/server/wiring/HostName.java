package dev.synod.server.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of the machine, or of the pod, that an instance runs on. */
final class HostName {

    /** At most nine digits, so that the number is an int. */
    private static final Pattern ORDINAL = Pattern.compile(".*-([0-9]{1,9})");

    private HostName() {}

    /** As the machine tells it; {@code localhost} where it has none. */
    static String ofThisMachine() {
        var told = System.getenv("HOSTNAME");
        if (told != null && !told.isBlank()) {
            return told;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The number at the end of a stateful set's pod: 0 for {@code synod-0}, also with a domain behind it. */
    static Optional<Integer> ordinal(String hostName) {
        var matcher = ORDINAL.matcher(hostName.split("\\.", 2)[0]);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
