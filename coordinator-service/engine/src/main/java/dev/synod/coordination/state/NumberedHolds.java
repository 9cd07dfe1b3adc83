package dev.synod.coordination.state;

import dev.synod.coordination.codec.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The holds of a state that is being written or read, numbered from zero in the order in which the sessions tell of
 * them. Locks name them by number.
 */
final class NumberedHolds {

    private final Map<HoldKey, Integer> numbers = new LinkedHashMap<>();
    private final List<HoldEntry> entries = new ArrayList<>();

    void add(HoldEntry entry) {
        if (numbers.putIfAbsent(entry.key(), entries.size()) != null) {
            throw Reader.malformed(entry.key() + " belongs to a session already");
        }
        entries.add(entry);
    }

    int numberOf(HoldEntry entry) {
        return Objects.requireNonNull(numbers.get(entry.key()), entry.key()::toString);
    }

    HoldEntry get(int number) {
        if (number >= entries.size()) {
            throw Reader.malformed("hold " + number + " of " + entries.size());
        }
        return entries.get(number);
    }

    int count() {
        return entries.size();
    }
}
