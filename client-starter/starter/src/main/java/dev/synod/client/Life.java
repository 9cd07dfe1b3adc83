package dev.synod.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One session from its opening to its end, as this process is sure of it, and what lives in it. */
class Life {

    private final String session;
    private final Timers timers;
    private final Set<SessionLease> leases = new LinkedHashSet<>();
    private boolean hasEnded;

    /** Read without a lock; it only moves backwards when the life ends. */
    private volatile long deadline;

    Life(String session, Timers timers, long deadline) {
        this.session = session;
        this.timers = timers;
        this.deadline = deadline;
    }

    String session() {
        return session;
    }

    Timers timers() {
        return timers;
    }

    boolean isAlive() {
        return deadline - timers.nanos() > 0;
    }

    /** Nanoseconds; zero where it is over. */
    long remaining() {
        return Math.max(0, deadline - timers.nanos());
    }

    /** Goes on until then, unless it is over: what was told to be lost stays lost, whatever Synod answers. */
    synchronized boolean extend(long until) {
        if (hasEnded || !isAlive()) {
            return false;
        }
        if (until - deadline > 0) {
            deadline = until;
        }
        return true;
    }

    /** Whether it lives in this session from now on; not where the session is over. */
    synchronized boolean admit(SessionLease lease) {
        return !hasEnded && isAlive() && leases.add(lease);
    }

    synchronized void forget(SessionLease lease) {
        leases.remove(lease);
    }

    /** Ends it, and all that lives in it is lost. */
    void end() {
        List<SessionLease> lost;
        synchronized (this) {
            if (hasEnded) {
                return;
            }
            hasEnded = true;
            long now = timers.nanos();
            deadline = deadline - now > 0 ? now : deadline;
            lost = new ArrayList<>(leases);
            leases.clear();
        }
        lost.forEach(SessionLease::lose);
    }
}
