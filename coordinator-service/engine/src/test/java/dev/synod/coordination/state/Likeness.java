package dev.synod.coordination.state;

import dev.synod.api.clock.VectorClock;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares two states field by field, whatever fields there are: orders, and who is shared by whom, included. It knows
 * nothing of how states are written, so that a field which is not written shows.
 */
final class Likeness {

    /** How a thing is kept, not what it is: {@link #shown} compares what it is. */
    static final Set<String> REPRESENTATION = Set.of(
            "Queue.counts", "Queue.nextTicket", "Placed.ticket", "UsedUp.inOrder", "UsedUp.oldest", "UsedUp.table");

    /** For looking up only: nothing walks along them, so their order decides nothing. */
    static final Set<String> UNORDERED = Set.of(
            "Locks.locks", "ElectionEntry.candidates", "EndedSessions.ofHolds", "Sessions.byKey", "Runs.claimed");

    private final Map<String, Set<String>> values = new TreeMap<>();
    private final Set<String> notCompared = new TreeSet<>();
    private final IdentityHashMap<Object, Object> counterparts = new IdentityHashMap<>();
    private final List<String> differences = new ArrayList<>();

    /** Where the two differ; empty where they are alike. */
    List<String> differences(Coordination one, Coordination other) {
        counterparts.clear();
        differences.clear();
        compare("state", one, other);
        return List.copyOf(differences);
    }

    /** For each field compared so far, the values met, as texts. */
    Map<String, Set<String>> values() {
        return values;
    }

    /** Fields met that are only how a thing is kept. */
    Set<String> notCompared() {
        return notCompared;
    }

    private void compare(String path, Object one, Object other) {
        switch (one) {
            case Optional<?> optional when other instanceof Optional<?> present -> {
                same(path + " is there", optional.isPresent(), present.isPresent());
                if (optional.isPresent() && present.isPresent()) {
                    compare(path, optional.get(), present.get());
                }
            }
            case Map<?, ?> map when other instanceof Map<?, ?> mapped -> {
                compareAll(path + " keys", map.keySet(), mapped.keySet());
                compareAll(path, map.values(), mapped.values());
            }
            case VectorClock clock -> same(path, clock, other); // a value, and shared by whoever knows the same
            case Collection<?> all when other instanceof Collection<?> others -> compareAll(path, all, others);
            case Object array when array.getClass().isArray() -> compareAll(path, elements(array), elements(other));
            case Object ours when ours.getClass().getName().startsWith("dev.synod") -> compareFields(path, ours, other);
            default -> same(path, one, other);
        }
    }

    private void same(String path, Object one, Object other) {
        if (!one.equals(other)) {
            differences.add(path + ": " + one + " and " + other);
        }
    }

    private static List<Object> elements(Object array) {
        var elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private void compareAll(String path, Collection<?> ones, Collection<?> others) {
        same(path + " count", ones.size(), others.size());
        var other = others.iterator();
        int at = 0;
        for (Object one : ones) {
            if (other.hasNext()) {
                compare(path + "[" + at++ + "]", one, other.next());
            }
        }
    }

    private void compareFields(String path, Object one, Object other) {
        if (!one.getClass().equals(other.getClass())) {
            differences.add(path + ": " + one + " and " + other);
            return;
        }
        Object before = one instanceof Record ? null : counterparts.put(one, other);
        if (before != null) {
            same(path + " is shared", true, before.equals(other));
            return;
        }
        for (Field field : fields(one.getClass())) {
            String name = one.getClass().getSimpleName() + "." + field.getName();
            Object value = value(field, one);
            if (REPRESENTATION.contains(name)) {
                notCompared.add(name);
            } else {
                values.computeIfAbsent(name, any -> new TreeSet<>()).add(text(value));
                compare(path + "." + field.getName(), value, counterpart(name, value, value(field, other)));
            }
        }
        compare(path + " shown", shown(one), shown(other));
    }

    /** The other map, in the order of the one, where neither order counts. */
    private static Object counterpart(String name, Object one, Object other) {
        if (!UNORDERED.contains(name)) {
            return other;
        }
        var map = (Map<?, ?>) other;
        var sorted = new LinkedHashMap<Object, Object>();
        ((Map<?, ?>) one).keySet().stream().filter(map::containsKey).forEach(key -> sorted.put(key, map.get(key)));
        map.forEach(sorted::putIfAbsent);
        return sorted;
    }

    /** What a thing is that is kept in a way of its own. */
    private static Object shown(Object thing) {
        return switch (thing) {
            case Queue queue -> queue.seen().stream()
                    .map(hold -> queue.seen(hold.hold()).orElseThrow())
                    .toList();
            case UsedUp usedUp -> {
                var digest = new Digest();
                usedUp.digest(digest);
                yield digest.value();
            }
            default -> List.of();
        };
    }

    private static List<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .toList();
    }

    private static Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return Objects.requireNonNull(field.get(of));
        } catch (IllegalAccessException | InaccessibleObjectException closed) {
            throw new AssertionError("cannot look into " + field, closed);
        }
    }

    /** Tells values apart; things with an identity and no text of their own are all alike. */
    private static String text(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.size() + " pairs";
            case Collection<?> all -> all.size() + " things";
            case Object other when isEntity(other) -> "";
            default -> value.toString();
        };
    }

    static boolean isEntity(Object thing) {
        return thing.getClass().getName().startsWith("dev.synod") && !(thing instanceof Record);
    }
}
