package dev.synod.spec.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What crashes do to a trace. A line is written when its step is taken, and what the step says leaves once it is
 * durable: so a promise or vote after the last line {@code Durable} may be gone with a crash, unheard of by anybody,
 * and was no step. What a node remembers in {@code Restart} tells which of them were.
 */
final class Crashes {

    private static final Set<String> BINDING = Set.of("Prepare", "Promise", "Vote");

    private Crashes() {}

    /** The lines without those that a crash has undone, and without {@code Durable}. */
    static List<Line> undone(List<Line> lines) {
        var kept = new ArrayList<Line>(lines);
        var pending = new HashMap<Long, List<Integer>>();
        var snapshots = new HashMap<Long, Long>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            switch (line.action()) {
                case "Begin" -> {} // no node's
                case "Durable" -> pending.remove(line.node());
                case "Restart" -> {
                    undo(kept, pending.getOrDefault(line.node(), List.of()), line);
                    pending.remove(line.node());
                    kept.set(i, line);
                }
                default -> pending.computeIfAbsent(line.node(), node -> new ArrayList<>()).add(i);
            }
        }
        var result = new ArrayList<Line>();
        for (var line : kept) {
            if (line.is("Gone") || line.is("Durable")) {
                continue;
            }
            truncateBefore(line, snapshots).ifPresent(result::add);
            result.add(line);
        }
        return result;
    }

    private static void undo(List<Line> lines, List<Integer> pending, Line restart) {
        var gone = new HashSet<Long>();
        for (int i : pending) {
            var line = lines.get(i);
            if (BINDING.contains(line.action()) && !survived(line, restart)) {
                lines.set(i, Line.of("{\"action\":\"Gone\"}"));
                if (line.is("Vote")) {
                    LongStream.rangeClosed(line.slot(), line.lastSlot()).forEach(gone::add);
                }
            } else if (line.is("Learn") && gone.contains(line.lastSlot())) {
                // It was chosen all the same; but this node did not vote for it, as it turned out.
                lines.set(i, Line.of(line.text().replace("\"Learn\"", "\"CatchUp\"")));
            }
        }
    }

    /** Whether the node still knows, after its restart, what the line says it promised or voted. */
    private static boolean survived(Line line, Line restart) {
        if (Ballots.ORDER.compare(line.ballot(), restart.string("promised")) > 0) {
            return false;
        }
        if (!line.is("Vote")) {
            return true;
        }
        long known = restart.number("chosenThrough");
        return line.lastSlot() <= known
                || restart.votes().stream()
                        .anyMatch(vote -> vote.slot() == line.lastSlot()
                                && Ballots.ORDER.compare(vote.ballot(), line.ballot()) >= 0);
    }

    /** A crash may come between a snapshot's being durable and the line that says so. */
    private static Optional<Line> truncateBefore(Line line, Map<Long, Long> snapshots) {
        switch (line.action()) {
            case "Truncate", "Install" -> snapshots.put(line.node(), line.slot());
            case "Restart" -> {
                long snapshot = line.number("snapshot");
                var before = snapshots.put(line.node(), snapshot);
                if (snapshot > (before == null ? 0 : before)) {
                    return Optional.of(Line.of("{\"action\":\"Snapshot\",\"node\":" + line.node()
                            + ",\"slot\":" + snapshot + "}"));
                }
            }
            default -> {} // no snapshot
        }
        return Optional.empty();
    }
}
