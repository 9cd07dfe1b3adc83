package dev.synod.api.clock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Happened-before by its definition, without any clock: steps, what came right before each, and what can be reached.
 *
 * <p>Source: Lamport (1978), section "The Partial Ordering".
 */
final class HappenedBefore {

    private final List<List<Integer>> causes = new ArrayList<>();

    /** A step that these came right before: its process's last one, and what it received. */
    int step(List<Integer> rightBefore) {
        causes.add(List.copyOf(rightBefore));
        return causes.size() - 1;
    }

    /** All steps that happened before this one. */
    BitSet before(int step) {
        var reached = new BitSet();
        var next = new ArrayDeque<>(causes.get(step));
        while (!next.isEmpty()) {
            int cause = next.pop();
            if (!reached.get(cause)) {
                reached.set(cause);
                next.addAll(causes.get(cause));
            }
        }
        return reached;
    }
}
