package dev.synod.spec.trace;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The ballots of a trace, numbered from 1 on in their order: the specification's ballots are whole numbers. */
final class Ballots {

    /** By round, then by node. */
    static final Comparator<String> ORDER = Comparator.comparingLong(Ballots::round).thenComparingLong(Ballots::node);

    private static final String NONE = "0.0";

    private final List<String> ballots;

    Ballots(List<String> occurring) {
        var ordered = new TreeSet<>(ORDER);
        ordered.addAll(occurring);
        ordered.removeIf(ballot -> round(ballot) == 0);
        ballots = List.copyOf(ordered);
    }

    private static long round(String ballot) {
        return Long.parseLong(ballot.substring(0, ballot.indexOf('.')));
    }

    private static long node(String ballot) {
        return Long.parseLong(ballot.substring(ballot.indexOf('.') + 1));
    }

    int size() {
        return ballots.size();
    }

    /** The number of a ballot; 0 of none. */
    int number(String ballot) {
        return round(ballot) == 0 || ballot.equals(NONE) ? 0 : ballots.indexOf(ballot) + 1;
    }

    /** Who may open each, as a sequence of the specification. */
    String owners() {
        return ballots.stream()
                .map(ballot -> Long.toString(node(ballot)))
                .collect(Collectors.joining(", ", "<<", ">>"));
    }
}
