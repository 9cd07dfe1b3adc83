package dev.synod.api.clock;

import java.util.List;

/**
 * What a partial order and its least upper bounds keep to, for any three clocks.
 *
 * @param breaker a lattice that does not
 */
record LatticeLaw(String name, Statement statement, Lattice breaker) {

    static List<LatticeLaw> all() {
        return List.of(
                new LatticeLaw("reflexive", (of, a, b, c) -> of.isWithin(a, a), Lattice.WITHOUT_EQUALS),
                new LatticeLaw(
                        "antisymmetric",
                        (of, a, b, c) -> !of.isWithin(a, b) || !of.isWithin(b, a) || a.equals(b),
                        Lattice.BY_SUM),
                new LatticeLaw(
                        "transitive",
                        (of, a, b, c) -> !of.isWithin(a, b) || !of.isWithin(b, c) || of.isWithin(a, c),
                        Lattice.OF_WHAT_BOTH_KNOW),
                new LatticeLaw(
                        "inverse",
                        (of, a, b, c) -> of.order().apply(a, b) == of.order().apply(b, a).inverse(),
                        Lattice.OF_WHO_ASKS_FIRST),
                new LatticeLaw(
                        "upper bound",
                        (of, a, b, c) -> of.isWithin(a, of.join(a, b)) && of.isWithin(b, of.join(a, b)),
                        Lattice.TAKING_THE_LESSER),
                new LatticeLaw(
                        "least",
                        (of, a, b, c) -> !of.isWithin(a, c) || !of.isWithin(b, c) || of.isWithin(of.join(a, b), c),
                        Lattice.TICKING),
                new LatticeLaw(
                        "associative",
                        (of, a, b, c) -> of.join(of.join(a, b), c).equals(of.join(a, of.join(b, c))),
                        Lattice.TAKING_THE_MIDDLE),
                new LatticeLaw(
                        "commutative", (of, a, b, c) -> of.join(a, b).equals(of.join(b, a)), Lattice.KEEPING_MINE),
                new LatticeLaw("idempotent", (of, a, b, c) -> of.join(a, a).equals(a), Lattice.ADDING));
    }

    boolean isKept(Lattice of, VectorClock a, VectorClock b, VectorClock c) {
        return statement.isTrue(of, a, b, c);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What is true of any three clocks. */
    interface Statement {
        boolean isTrue(Lattice of, VectorClock a, VectorClock b, VectorClock c);
    }
}
