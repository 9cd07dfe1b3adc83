package dev.synod.spring.advice;

import dev.synod.client.Elections;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** The elections that the application's methods name. */
public final class Standings {

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

    /** Drains and hands over each; in all they take no longer than the patience. Names those that were not drained. */
    public synchronized List<String> end(Duration patience) {
        begun = false;
        var deadline = System.nanoTime() + patience.toNanos();
        return byElection.values().stream()
                .filter(standing -> !standing.end(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))))
                .map(Standing::election)
                .toList();
    }
}
