package dev.synod.coordination.state;

import java.util.List;
import java.util.NavigableMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Listings by name, one page at a time. */
final class Pages {

    private Pages() {}

    /** The first {@code limit} whose names begin with {@code prefix} and come after {@code after}. */
    static <T> List<T> page(NavigableMap<String, T> byName, Range range, Predicate<T> shown) {
        boolean fromPrefix = range.prefix().compareTo(range.after()) > 0;
        NavigableMap<String, T> rest =
                fromPrefix ? byName.tailMap(range.prefix(), true) : byName.tailMap(range.after(), false);
        Stream<T> named = rest.entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(range.prefix()))
                .map(entry -> entry.getValue());
        return named.filter(shown).limit(range.limit()).toList();
    }

    /** Which part of a listing is asked for. The empty text comes before every name. */
    record Range(String prefix, String after, int limit) {}
}
