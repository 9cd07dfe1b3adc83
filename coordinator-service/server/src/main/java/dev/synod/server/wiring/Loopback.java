package dev.synod.server.wiring;

/** What only this machine reaches. */
final class Loopback {

    /** Where an instance listens unless it is told otherwise. */
    static final String ADDRESS = "127.0.0.1";

    private Loopback() {}

    /** Whether only this machine can reach such a host. */
    static boolean is(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }
}
