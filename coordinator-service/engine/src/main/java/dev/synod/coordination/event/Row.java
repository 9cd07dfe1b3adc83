package dev.synod.coordination.event;

import dev.synod.coordination.Event;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Events in a row: they come at the end and go at the beginning, and each is found by its place. */
final class Row extends AbstractList<Event> implements RandomAccess {

    private @Nullable Event[] ring = new Event[8];
    private int head;
    private int size;

    @Override
    public Event get(int index) {
        Objects.checkIndex(index, size);
        return Objects.requireNonNull(ring[(head + index) & (ring.length - 1)]);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean add(Event event) {
        if (size == ring.length) {
            @Nullable Event[] before = ring;
            ring = Arrays.copyOf(toArray(Event[]::new), 2 * before.length);
            head = 0;
        }
        ring[(head + size) & (ring.length - 1)] = event;
        size++;
        return true;
    }

    Event takeFirst() {
        Event first = get(0);
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        size--;
        return first;
    }

    /** How many from the beginning on have been chosen through this position. */
    int through(long position) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (get(middle).position().number() <= position) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
