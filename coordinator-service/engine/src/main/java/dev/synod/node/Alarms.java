package dev.synod.node;

import java.util.PriorityQueue;

/** What is to be done at a time, by the clock's nanoseconds. Equal times keep the order in which they were set. */
final class Alarms {

    private record Alarm(long nanos, long order, Runnable action) implements Comparable<Alarm> {

        @Override
        public int compareTo(Alarm other) {
            // The origin is arbitrary: only differences mean anything.
            int byTime = Long.compare(nanos - other.nanos, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private long set;

    void at(long nanos, Runnable action) {
        alarms.add(new Alarm(nanos, set++, action));
    }

    void ring(long now) {
        while (!alarms.isEmpty() && alarms.element().nanos() - now <= 0) {
            alarms.remove().action().run();
        }
    }

    /** Nobody will come back for those that are not due yet. */
    void ringAll() {
        while (!alarms.isEmpty()) {
            alarms.remove().action().run();
        }
    }

    /** The earlier of the next alarm and {@code atLatest}. */
    long next(long atLatest) {
        return alarms.isEmpty() || alarms.element().nanos() - atLatest > 0
                ? atLatest
                : alarms.element().nanos();
    }
}
