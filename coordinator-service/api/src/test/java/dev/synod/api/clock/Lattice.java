package dev.synod.api.clock;

import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** The order of vector clocks and their least upper bounds: as built, and as built wrongly. */
record Lattice(BiFunction<VectorClock, VectorClock, Relation> order, BinaryOperator<VectorClock> merge) {

    static final Lattice TRUE = new Lattice(VectorClock::compare, VectorClock::merge);

    /** Forgets that a clock knows what it knows. */
    static final Lattice WITHOUT_EQUALS = comparing((one, other) -> one.compare(other) == Relation.EQUAL
            ? Relation.CONCURRENT
            : one.compare(other));

    /** How much is known, instead of what. */
    static final Lattice BY_SUM = comparing((one, other) -> relation(Long.compare(sum(one), sum(other))));

    /** Looks only at processes that both know. */
    static final Lattice OF_WHAT_BOTH_KNOW = comparing((one, other) ->
            one.retain(process -> other.of(process) > 0).compare(other.retain(process -> one.of(process) > 0)));

    /** Takes whoever asks for the earlier one. */
    static final Lattice OF_WHO_ASKS_FIRST = comparing((one, other) -> one.compare(other) == Relation.CONCURRENT
            ? Relation.BEFORE
            : one.compare(other));

    static final Lattice ADDING = merging((one, other) -> each(one, other, Long::sum));

    static final Lattice TAKING_THE_LESSER = merging((one, other) -> each(one, other, Math::min));

    static final Lattice TAKING_THE_MIDDLE = merging((one, other) -> each(one, other, (a, b) -> (a + b) / 2));

    /** Tells the merger from its parts, as if it were an event. */
    static final Lattice TICKING = merging((one, other) ->
            one.compare(other) == Relation.CONCURRENT ? one.merge(other).tick("p") : one.merge(other));

    static final Lattice KEEPING_MINE = merging((one, other) -> one);

    boolean isWithin(VectorClock lesser, VectorClock greater) {
        return switch (order.apply(lesser, greater)) {
            case BEFORE, EQUAL -> true;
            case AFTER, CONCURRENT -> false;
        };
    }

    VectorClock join(VectorClock one, VectorClock other) {
        return merge.apply(one, other);
    }

    private static Lattice comparing(BiFunction<VectorClock, VectorClock, Relation> order) {
        return new Lattice(order, TRUE.merge);
    }

    private static Lattice merging(BinaryOperator<VectorClock> merge) {
        return new Lattice(TRUE.order, merge);
    }

    private static long sum(VectorClock clock) {
        return clock.components().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Relation relation(int comparison) {
        if (comparison == 0) {
            return Relation.EQUAL;
        }
        return comparison < 0 ? Relation.BEFORE : Relation.AFTER;
    }

    private static VectorClock each(VectorClock one, VectorClock other, BinaryOperator<Long> of) {
        var joined = new TreeMap<String, Long>();
        one.merge(other)
                .forEach((process, latest) -> joined.put(process, of.apply(one.of(process), other.of(process))));
        joined.values().removeIf(count -> count == 0);
        return VectorClock.from(joined);
    }
}
