package dev.synod.api.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Vector clocks by seed, of few processes and small numbers, so that every relation is common. */
final class RandomClocks {

    private static final List<String> PROCESSES =
            List.of("p", "billing-0@1042", "billing-0@988", "synod", "web-1@7", "web-10@7", "web-1@70", "Z");

    private final SplittableRandom random;

    RandomClocks(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Sometimes its names are another's, shared as after a tick. */
    VectorClock next() {
        var clock = VectorClock.from(components());
        return clock.isEmpty() || random.nextBoolean() ? clock : clock.tick(clock.components().firstKey());
    }

    SortedMap<String, Long> components() {
        var components = new TreeMap<String, Long>();
        int most = random.nextInt(PROCESSES.size() + 1);
        for (int i = 0; i < most; i++) {
            components.put(process(), random.nextLong(1, 4));
        }
        return components;
    }

    String process() {
        return PROCESSES.get(random.nextInt(PROCESSES.size()));
    }

    /** Every clock of three processes with numbers from 0 to 2. */
    static List<VectorClock> allSmall() {
        var all = new ArrayList<VectorClock>();
        for (int number = 0; number < 27; number++) {
            var components = new TreeMap<String, Long>();
            components.put("p", number % 3L);
            components.put("q", number / 3 % 3L);
            components.put("r", number / 9 % 3L);
            components.values().removeIf(count -> count == 0);
            all.add(VectorClock.from(components));
        }
        return all;
    }
}
