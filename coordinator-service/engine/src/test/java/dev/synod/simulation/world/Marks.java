package dev.synod.simulation.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How often each {@link Mark} was reached. */
public final class Marks {

    private final Map<Mark, Long> counts = new EnumMap<>(Mark.class);

    public void reached(Mark mark) {
        counts.merge(mark, 1L, Long::sum);
    }

    public long of(Mark mark) {
        return counts.getOrDefault(mark, 0L);
    }

    public void add(Marks others) {
        others.counts.forEach((mark, count) -> counts.merge(mark, count, Long::sum));
    }

    public List<Mark> neverReached() {
        List<Mark> never = new ArrayList<>();
        for (Mark mark : Mark.values()) {
            if (of(mark) == 0) {
                never.add(mark);
            }
        }
        return never;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Mark mark : Mark.values()) {
            text.append(text.isEmpty() ? "" : " ").append(mark).append('=').append(of(mark));
        }
        return text.toString();
    }
}
