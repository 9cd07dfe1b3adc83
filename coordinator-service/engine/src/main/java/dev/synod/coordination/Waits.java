package dev.synod.coordination;

import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who waits for whom, as the state stands.
 *
 * @param waits by lock, and in the order of its queue
 */
public record Waits(List<Wait> waits) {

    /** No more cycles are told. Whoever resolves some may ask again. */
    private static final int MOST_CYCLES = 100;

    /**
     * A hold in a queue.
     *
     * @param waitsFor the sessions of the holds in its way and of those before it in the queue. Of many, those that do
     *     not follow from what the others wait for.
     */
    public record Wait(SessionId session, LockName lock, HoldName hold, List<SessionId> waitsFor) {}

    /**
     * Sessions that wait for each other in a circle: each for the next, and the last for the first, which has the
     * smallest id. Each session that is in any circle is in one that is told, up to a hundred of them.
     *
     * <p>A session that waits for itself alone is in none: its threads may share it.
     */
    public List<List<SessionId>> cycles() {
        NavigableMap<SessionId, SortedSet<SessionId>> graph = graph();
        var cycles = new ArrayList<List<SessionId>>();
        Set<SessionId> told = new LinkedHashSet<>();
        for (Set<SessionId> knot : knots(graph)) {
            for (SessionId session : knot) {
                if (cycles.size() < MOST_CYCLES && !told.contains(session)) {
                    List<SessionId> cycle = shortest(session, knot, graph);
                    told.addAll(cycle);
                    cycles.add(fromSmallest(cycle));
                }
            }
        }
        return List.copyOf(cycles);
    }

    private NavigableMap<SessionId, SortedSet<SessionId>> graph() {
        var graph = new TreeMap<SessionId, SortedSet<SessionId>>();
        for (Wait wait : waits) {
            for (SessionId other : wait.waitsFor()) {
                if (!other.equals(wait.session())) {
                    graph.computeIfAbsent(wait.session(), session -> new TreeSet<>()).add(other);
                    graph.computeIfAbsent(other, session -> new TreeSet<>());
                }
            }
        }
        return graph;
    }

    /** The strongly connected parts of more than one session, by Kosaraju's two walks: of each, all reach all. */
    private static List<Set<SessionId>> knots(NavigableMap<SessionId, SortedSet<SessionId>> graph) {
        var reversed = new TreeMap<SessionId, SortedSet<SessionId>>();
        graph.forEach((from, all) ->
                all.forEach(to -> reversed.computeIfAbsent(to, session -> new TreeSet<>()).add(from)));
        var seen = new LinkedHashSet<SessionId>();
        var finished = new ArrayList<SessionId>();
        graph.keySet().forEach(start -> walk(start, graph, seen, finished));
        seen.clear();
        var knots = new ArrayList<Set<SessionId>>();
        for (SessionId start : finished.reversed()) {
            var knot = new ArrayList<SessionId>();
            walk(start, reversed, seen, knot);
            if (knot.size() > 1) {
                knots.add(new TreeSet<>(knot));
            }
        }
        return knots;
    }

    /** Walks depth first to all that were not seen, and adds each once all behind it are finished. */
    private static void walk(
            SessionId start,
            Map<SessionId, SortedSet<SessionId>> graph,
            Set<SessionId> seen,
            List<SessionId> finished) {
        Deque<SessionId> path = new ArrayDeque<>();
        Deque<Iterator<SessionId>> left = new ArrayDeque<>();
        if (seen.add(start)) {
            path.push(start);
            left.push(graph.getOrDefault(start, Collections.emptySortedSet()).iterator());
        }
        while (!path.isEmpty()) {
            if (!left.element().hasNext()) {
                left.pop();
                finished.add(path.pop());
                continue;
            }
            SessionId next = left.element().next();
            if (seen.add(next)) {
                path.push(next);
                left.push(graph.getOrDefault(next, Collections.emptySortedSet()).iterator());
            }
        }
    }

    /** A shortest way from a session back to itself, which there is in a knot. */
    private static List<SessionId> shortest(
            SessionId start, Set<SessionId> knot, Map<SessionId, SortedSet<SessionId>> graph) {
        Map<SessionId, SessionId> cameFrom = new LinkedHashMap<>();
        Deque<SessionId> open = new ArrayDeque<>(List.of(start));
        while (!cameFrom.containsKey(start)) {
            SessionId from = open.remove();
            for (SessionId to : graph.getOrDefault(from, Collections.emptySortedSet())) {
                if (knot.contains(to) && cameFrom.putIfAbsent(to, from) == null) {
                    open.add(to);
                }
            }
        }
        var way = new ArrayList<SessionId>();
        SessionId at = start;
        do {
            way.add(at);
            at = cameFrom.getOrDefault(at, start);
        } while (!at.equals(start));
        Collections.reverse(way);
        return way;
    }

    private static List<SessionId> fromSmallest(List<SessionId> cycle) {
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        return List.copyOf(cycle);
    }
}
