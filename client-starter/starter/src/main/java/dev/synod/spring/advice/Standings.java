package dev.synod.spring.advice;

import dev.synod.client.Elections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** The elections that the application's methods name. */
public final class Standings {

    private static final Duration TO_HEAR = Duration.ofSeconds(2);

    private final Supplier<Elections> elections;
    private final Map<String, Standing> byElection = new ConcurrentSkipListMap<>();
    private boolean begun;

    public Standings(Supplier<Elections> elections) {
        this.elections = elections;
    }

    /** All of them, by name. */
    public List<Standing> all() {
        return List.copyOf(byElection.values());
    }

    /** A method of a bean that came late stands at once. */
    synchronized Standing of(String election) {
        var standing = byElection.computeIfAbsent(election, name -> new Standing(name, elections));
        if (begun) {
            standing.begin();
        }
        return standing;
    }

    /** The application is ready to lead. */
    public synchronized void begin() {
        begun = true;
        byElection.values().forEach(Standing::begin);
    }

    /**
     * Drains and hands over each; in all they take no longer than the patience, and than Synod may take to hear of it:
     * where it does not, the leads end with the session. Names those that were not drained.
     */
    public synchronized List<String> end(Duration patience) {
        begun = false;
        var deadline = System.nanoTime() + patience.toNanos();
        var late = new ArrayList<String>();
        var handingOver = new ArrayList<Thread>();
        for (var standing : byElection.values()) {
            if (!standing.drain(left(deadline))) {
                late.add(standing.election());
            }
            var thread = new Thread(standing::handOver, "synod-hand-over-" + standing.election());
            thread.setDaemon(true);
            thread.start();
            handingOver.add(thread);
        }
        await(handingOver, System.nanoTime() + TO_HEAR.toNanos());
        return late;
    }

    private static void await(List<Thread> threads, long deadline) {
        try {
            for (var thread : threads) {
                thread.join(Math.max(1, left(deadline).toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
