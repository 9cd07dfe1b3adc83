package dev.synod.server.transport;

import java.security.Security;

/**
 * How long this process believes what a host's name resolved to.
 *
 * <p>Java keeps an answer for 30 seconds, and the failure to get one for 10. A pod that moves keeps its name and comes
 * back at another address within a few seconds: with the standard settings its peers would call the old address for
 * half a minute, and a cluster whose names appear one after the other would wait for 10 seconds at its start.
 */
public final class NameCache {

    private static final String ANSWERS = "networkaddress.cache.ttl";
    private static final String FAILURES = "networkaddress.cache.negative.ttl";
    private static final String SECONDS = "1";

    private NameCache() {}

    /**
     * For this process from now on. Before its first look-up, since Java reads these settings once.
     *
     * <p>An operator who has set how long answers are kept, in the JDK's own {@code java.security}, has a reason.
     */
    public static void keepBriefly() {
        if (Security.getProperty(ANSWERS) == null) {
            Security.setProperty(ANSWERS, SECONDS);
            Security.setProperty(FAILURES, SECONDS);
        }
    }
}
