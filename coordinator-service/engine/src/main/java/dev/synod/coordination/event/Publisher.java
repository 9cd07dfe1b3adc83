package dev.synod.coordination.event;

import dev.synod.coordination.Event;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A process that has published, with those of its events that are kept, by their numbers. */
final class Publisher {

    private final String process;
    private final NavigableMap<Long, Event> kept = new TreeMap<>();
    private long published;
    private long newestLamport;
    private boolean hasEnded;

    Publisher(String process) {
        this.process = process;
    }

    String process() {
        return process;
    }

    /** How many events it has ever published. */
    long published() {
        return published;
    }

    long newestLamport() {
        return newestLamport;
    }

    NavigableMap<Long, Event> kept() {
        return kept;
    }

    boolean hasEnded() {
        return hasEnded;
    }

    /** Nothing of it can be seen, and nothing will be. */
    boolean isToRetire() {
        return hasEnded && kept.isEmpty();
    }

    void end() {
        hasEnded = true;
    }

    void publishes(Event event) {
        published = event.id().number();
        newestLamport = event.stamp().lamport().time();
        kept.put(published, event);
    }

    void keep(Event event) {
        kept.put(event.id().number(), event);
    }

    void forget(Event event) {
        kept.remove(event.id().number());
    }

    /** Takes over what is not told by the events that are kept. */
    void restore(long count, long lamport) {
        published = count;
        newestLamport = lamport;
    }
}
