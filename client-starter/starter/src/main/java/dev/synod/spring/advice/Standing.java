package dev.synod.spring.advice;

import dev.synod.client.Elections;
import dev.synod.client.Elections.Candidacy;
import dev.synod.client.Leadership;
import dev.synod.client.Lease;
import dev.synod.spring.NotLeaderException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An election in which this process stands once the application is ready, until it shuts down. What it asks on each
 * call is a volatile read, two counters and {@link Candidacy#leadership}: it locks and allocates nothing.
 */
public final class Standing implements Gate {

    private final String election;
    private final Supplier<Elections> elections;
    private final RunningCalls running = new RunningCalls();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /** Calls are let through; null before the application is ready, and after it began to shut down. */
    private volatile @Nullable Candidacy open;

    private @Nullable Candidacy candidacy;

    Standing(String election, Supplier<Elections> elections) {
        this.election = election;
        this.elections = elections;
    }

    public String election() {
        return election;
    }

    /** This process's lead, where it leads. */
    public Optional<Leadership> leadership() {
        var stands = open;
        return stands == null ? Optional.empty() : stands.leadership();
    }

    /** Who leads, as last heard. */
    public Optional<String> leader() {
        var stands = open;
        return stands == null ? Optional.empty() : stands.leader();
    }

    public boolean stands() {
        return open != null;
    }

    synchronized void begin() {
        if (candidacy == null) {
            var first = elections.get().stand(election);
            first.onGranted(lead -> lead.onLost(() -> lost(lead)));
            candidacy = first;
        } else if (open == null) {
            candidacy.standAgain();
        }
        open = candidacy;
    }

    /** Lets no more calls through and waits for those that run. Whether they all ended in time. */
    synchronized boolean drain(Duration patience) {
        if (open == null) {
            return true;
        }
        open = null;
        return running.awaitEnd(patience);
    }

    /** Stands no more; asks Synod, which may take as long as that takes to answer. */
    void handOver() {
        Candidacy last;
        synchronized (this) {
            last = candidacy;
        }
        if (last != null) {
            last.withdraw();
        }
    }

    /** A call is counted before it asks whether it may: {@link #drain} misses none that it let through. */
    @Override
    public Optional<? extends Lease> enter(@Nullable Object[] arguments) {
        running.begin();
        var lead = leadership();
        if (lead.isEmpty()) {
            running.end();
        }
        return lead;
    }

    @Override
    public void leave(Lease lease) {
        running.end();
    }

    @Override
    public RuntimeException refusal(@Nullable Object[] arguments) {
        return new NotLeaderException(election, leader());
    }

    /** A lead outlives its calls: they watch it here, where they are forgotten when they end. */
    @Override
    public Runnable onLost(Lease lease, Runnable action) {
        var watch = new Watch(lease, action, new AtomicBoolean());
        watches.add(watch);
        if (!lease.isValid()) {
            watch.ring();
        }
        return () -> {
            watch.rung().set(true);
            watches.remove(watch);
        };
    }

    private void lost(Lease lease) {
        for (var watch : watches) {
            if (watch.lease().fencingToken() == lease.fencingToken()) {
                watch.ring();
            }
        }
    }

    @Override
    public boolean waits() {
        return false;
    }

    private record Watch(Lease lease, Runnable action, AtomicBoolean rung) {

        void ring() {
            if (rung.compareAndSet(false, true)) {
                action.run();
            }
        }
    }
}
