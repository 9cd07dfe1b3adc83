package dev.synod.node;

import dev.synod.coordination.Change;
import dev.synod.coordination.name.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Requests that wait for something to become different, or for this node to have learned enough. */
final class Watches {

    /** Asks whether what is waited for is there, and if so completes the request. */
    record Watch(Subject subject, BooleanSupplier settled) {}

    private record Arrival(Position position, CompletableFuture<Answer<Position>> answer)
            implements Comparable<Arrival> {

        @Override
        public int compareTo(Arrival other) {
            return position.compareTo(other.position);
        }
    }

    private final Map<Subject, List<Watch>> watches = new HashMap<>();
    private final Set<Subject> changed = new LinkedHashSet<>();
    private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
    private int count;

    int size() {
        return count + arrivals.size();
    }

    void add(Watch watch) {
        watches.computeIfAbsent(watch.subject(), subject -> new ArrayList<>()).add(watch);
        count++;
    }

    void remove(Watch watch) {
        var all = watches.get(watch.subject());
        if (all != null && all.remove(watch)) {
            count--;
            if (all.isEmpty()) {
                watches.remove(watch.subject());
            }
        }
    }

    /** Notes what a decree has made different. */
    void note(Change change) {
        switch (change) {
            case Change.HoldSettled settled -> changed.add(new Subject.OfHold(settled.lock(), settled.hold()));
            case Change.LeadershipChanged leadership -> changed.add(new Subject.OfElection(leadership.election()));
            case Change.TopicGrew grown -> changed.add(new Subject.OfTopic(grown.topic()));
            case Change.SessionBegan began -> {} // nobody waits for these by subject:
            case Change.SessionOver over -> {} // what ends with a session is told by itself
            case Change.HoldWaits waits -> {}
            case Change.DelayBegan delay -> {}
            case Change.ManySettled settled -> changed.add(new Subject.OfManyHold(settled.hold()));
            case Change.ManyWaits waits -> {}
        }
    }

    /** Anything may be different: the state was replaced. */
    void noteAll() {
        changed.addAll(watches.keySet());
    }

    /** Asks every watch on what was noted, once. */
    void look() {
        for (var subject : changed) {
            for (var watch : List.copyOf(watches.getOrDefault(subject, List.of()))) {
                if (watch.settled().getAsBoolean()) {
                    remove(watch);
                }
            }
        }
        changed.clear();
    }

    void arrival(Position position, CompletableFuture<Answer<Position>> answer) {
        arrivals.add(new Arrival(position, answer));
    }

    void arrived(Position applied) {
        while (!arrivals.isEmpty() && !arrivals.element().position().isAfter(applied)) {
            arrivals.remove().answer().complete(new Answer.Done<>(applied, applied));
        }
    }

    /** Arrivals whose time is over are of no use any more. */
    void forgetLate() {
        arrivals.removeIf(arrival -> arrival.answer().isDone());
    }
}
