package dev.synod.simulation.world;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time, in nanoseconds, and what is to happen in it: the earliest first, and what falls on one instant in the
 * order in which it was put here.
 */
public final class EventQueue {

    private static final Comparator<Event> EARLIEST =
            Comparator.comparingLong(Event::at).thenComparingLong(Event::order);

    private final PriorityQueue<Event> events = new PriorityQueue<>(1024, EARLIEST);
    private long now;
    private long put;
    private long moments;

    private record Event(long at, long order, Runnable what) {}

    public long now() {
        return now;
    }

    /** A number larger than all before: orders what happens at one instant. */
    public long moment() {
        return ++moments;
    }

    /** Puts {@code what} at an instant; one that has passed means at once. */
    public void at(long instant, Runnable what) {
        events.add(new Event(Math.max(instant, now), put++, what));
    }

    public void in(long delay, Runnable what) {
        at(now + delay, what);
    }

    /** Lets the next event happen. False where there is none. */
    public boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.what().run();
        return true;
    }
}
