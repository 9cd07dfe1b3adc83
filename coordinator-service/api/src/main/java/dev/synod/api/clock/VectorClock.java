package dev.synod.api.clock;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each process: how many of its events. Of two clocks one has seen all that the other has, or they are
 * concurrent. Immutable; a component that is 0 is absent.
 *
 * <p>Two parallel arrays, and whoever changes only numbers shares the names: clocks are merged at every command, and
 * mostly nothing is new, which allocates nothing.
 *
 * <p>Source: Fidge, Timestamps in Message-Passing Systems That Preserve the Partial Ordering (1988); Mattern, Virtual
 * Time and Global States of Distributed Systems (1989), section "Vector Time".
 */
public final class VectorClock {

    /** Knows of no event. */
    public static final VectorClock EMPTY = new VectorClock(new String[0], new long[0]);

    private final String[] processes;
    private final long[] counts;

    private VectorClock(String[] processes, long[] counts) {
        this.processes = processes;
        this.counts = counts;
    }

    /** Takes the arrays as its own: processes in text order, each checked and with a count of 1 or more. */
    static VectorClock sorted(String[] processes, long[] counts) {
        return processes.length == 0 ? EMPTY : new VectorClock(processes, counts);
    }

    /**
     * The clock with these components.
     *
     * @throws IllegalArgumentException that names the component which is below 1, or whose process has no proper name
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static VectorClock from(Map<String, ? extends @Nullable Long> components) {
        var gathered = new Components();
        for (var component : components.entrySet()) {
            Long count = component.getValue();
            if (count == null) {
                throw new IllegalArgumentException("the component of " + component.getKey() + " must be a number");
            }
            gathered.add(component.getKey(), count);
        }
        return gathered.clock();
    }

    /**
     * Reads what {@link #toString} wrote, {@code billing-0@1042=17,web-1@988=3}; the order does not matter.
     *
     * @throws IllegalArgumentException with a sentence that a user can act on
     */
    public static VectorClock parse(String text) {
        return ClockText.vector(text);
    }

    /** How many events of this process are known. */
    public long of(String process) {
        int found = Arrays.binarySearch(processes, process);
        return found < 0 ? 0 : counts[found];
    }

    /**
     * The clock after one more event of this process.
     *
     * @throws IllegalStateException after 2^63-1 events; nobody counts that far: somebody told a false count
     */
    public VectorClock tick(String process) {
        int found = Arrays.binarySearch(processes, process);
        if (found < 0) {
            return with(ProcessText.checked(process), -found - 1);
        }
        if (counts[found] == Long.MAX_VALUE) {
            throw new IllegalStateException(
                    "the component of " + process + " cannot tick beyond " + counts[found] + ": it was told falsely");
        }
        long[] ticked = counts.clone();
        ticked[found]++;
        return new VectorClock(processes, ticked);
    }

    private VectorClock with(String process, int place) {
        String[] names = new String[processes.length + 1];
        long[] grown = new long[names.length];
        System.arraycopy(processes, 0, names, 0, place);
        System.arraycopy(counts, 0, grown, 0, place);
        names[place] = process;
        grown[place] = 1;
        System.arraycopy(processes, place, names, place + 1, processes.length - place);
        System.arraycopy(counts, place, grown, place + 1, counts.length - place);
        return new VectorClock(names, grown);
    }

    /** The least clock that knows what either knows; one of the two themselves, where that one knows it all. */
    public VectorClock merge(VectorClock other) {
        return switch (compare(other)) {
            case EQUAL, AFTER -> this;
            case BEFORE -> other;
            case CONCURRENT -> union(other);
        };
    }

    private VectorClock union(VectorClock other) {
        String[] names = new String[processes.length + other.processes.length];
        long[] latest = new long[names.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < processes.length || theirs < other.processes.length) {
            int order = order(mine, other, theirs);
            names[size] = order <= 0 ? processes[mine] : other.processes[theirs];
            latest[size++] = Math.max(order <= 0 ? counts[mine++] : 0, order >= 0 ? other.counts[theirs++] : 0);
        }
        if (size == processes.length) {
            names = processes;
        } else if (size == other.processes.length) {
            names = other.processes;
        }
        return new VectorClock(
                names.length == size ? names : Arrays.copyOf(names, size),
                latest.length == size ? latest : Arrays.copyOf(latest, size));
    }

    /** How what this clock knows stands to what the other knows; before means that the other knows more. */
    public Relation compare(VectorClock other) {
        boolean isAhead = false;
        boolean isBehind = false;
        int mine = 0;
        int theirs = 0;
        while (mine < processes.length || theirs < other.processes.length) {
            int order = order(mine, other, theirs);
            long known = order <= 0 ? counts[mine++] : 0;
            long told = order >= 0 ? other.counts[theirs++] : 0;
            isAhead |= known > told;
            isBehind |= known < told;
            if (isAhead && isBehind) {
                return Relation.CONCURRENT;
            }
        }
        if (isAhead) {
            return Relation.AFTER;
        }
        return isBehind ? Relation.BEFORE : Relation.EQUAL;
    }

    /** Whose component comes next: below 0 mine, above 0 theirs, 0 both at once. */
    @SuppressWarnings("ReferenceEquality") // Shared names are the same names: a shortcut past comparing each text.
    private int order(int mine, VectorClock other, int theirs) {
        if (processes == other.processes) {
            return 0;
        }
        if (mine == processes.length) {
            return 1;
        }
        return theirs == other.processes.length ? -1 : processes[mine].compareTo(other.processes[theirs]);
    }

    /** Whether this clock knows all that the other knows. */
    public boolean dominates(VectorClock other) {
        return switch (compare(other)) {
            case EQUAL, AFTER -> true;
            case BEFORE, CONCURRENT -> false;
        };
    }

    /** The clock that knows of no event of this process. */
    public VectorClock without(String process) {
        return Arrays.binarySearch(processes, process) < 0 ? this : retain(known -> !known.equals(process));
    }

    /** The clock that knows only the events of the processes that pass; itself where all do. */
    public VectorClock retain(Predicate<String> passes) {
        String[] names = new String[processes.length];
        long[] kept = new long[processes.length];
        int size = 0;
        for (int i = 0; i < processes.length; i++) {
            if (passes.test(processes[i])) {
                names[size] = processes[i];
                kept[size++] = counts[i];
            }
        }
        return size == processes.length ? this : sorted(Arrays.copyOf(names, size), Arrays.copyOf(kept, size));
    }

    /** How many processes it knows an event of. */
    public int size() {
        return processes.length;
    }

    public boolean isEmpty() {
        return processes.length == 0;
    }

    /** Gives each component, in the text order of the processes. */
    public void forEach(ObjLongConsumer<String> reader) {
        for (int i = 0; i < processes.length; i++) {
            reader.accept(processes[i], counts[i]);
        }
    }

    /** The components, in the text order of the processes. */
    @JsonValue
    public SortedMap<String, Long> components() {
        var components = new TreeMap<String, Long>();
        forEach(components::put);
        return Collections.unmodifiableSortedMap(components);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VectorClock clock
                && Arrays.equals(counts, clock.counts)
                && Arrays.equals(processes, clock.processes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(processes) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(24 * processes.length);
        for (int i = 0; i < processes.length; i++) {
            text.append(i == 0 ? "" : ",").append(processes[i]).append('=').append(counts[i]);
        }
        return text.toString();
    }
}
