package dev.synod.api.clock;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The components of a vector clock while they are gathered, in any order; each is checked on its way in. */
final class Components {

    private String[] processes = new String[8];
    private long[] counts = new long[8];
    private int size;
    private boolean isAscending = true;

    void add(String process, long count) {
        ProcessText.checked(process);
        if (count < 1) {
            throw new IllegalArgumentException(
                    "the component of " + process + " must be 1 or more, not " + count + "; one that is 0 is left out");
        }
        int order = size == 0 ? -1 : processes[size - 1].compareTo(process);
        if (order == 0) {
            throw twice(process);
        }
        isAscending &= order < 0;
        if (size == processes.length) {
            processes = Arrays.copyOf(processes, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        processes[size] = process;
        counts[size++] = count;
    }

    VectorClock clock() {
        if (!isAscending) {
            sort();
        }
        return VectorClock.sorted(Arrays.copyOf(processes, size), Arrays.copyOf(counts, size));
    }

    private void sort() {
        var sorted = new TreeMap<String, Long>();
        for (int i = 0; i < size; i++) {
            if (sorted.putIfAbsent(processes[i], counts[i]) != null) {
                throw twice(processes[i]);
            }
        }
        int next = 0;
        for (Map.Entry<String, Long> component : sorted.entrySet()) {
            processes[next] = component.getKey();
            counts[next++] = component.getValue();
        }
        isAscending = true;
    }

    private static IllegalArgumentException twice(String process) {
        return new IllegalArgumentException("the component of " + process + " must be told once, not twice");
    }
}
