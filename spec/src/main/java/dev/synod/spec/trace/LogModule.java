package dev.synod.spec.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A trace as a module of the specification's language: a sequence of steps, and the constants that they speak of. */
final class LogModule {

    /** A step of the specification, and the line that asks for it. */
    record Step(String tla, String line) {}

    private static final Set<String> EACH_SLOT = Set.of("Propose", "Vote", "Choose", "AnswerKnown");

    private final Line begin;
    private final Ballots ballots;
    private final List<Line> lines;
    private final List<Step> steps = new ArrayList<>();

    /** The first {@code most} steps of these lines, the first of which begins the trace. */
    LogModule(List<Line> lines, int most) {
        begin = lines.getFirst();
        if (!begin.is("Begin")) {
            throw new IllegalArgumentException("a trace begins with Begin, not with " + begin.text());
        }
        ballots = new Ballots(lines.stream().flatMap(LogModule::ballotsIn).toList());
        int last = 1;
        while (last < lines.size() && steps.size() < most) {
            steps(lines.get(last));
            last++;
        }
        this.lines = lines.subList(1, last); // what comes later would only make the model larger
    }

    List<Step> steps() {
        return steps;
    }

    String text() {
        var decrees = lines.stream().flatMap(LogModule::decreesIn).collect(Collectors.toCollection(TreeSet::new));
        var nodes = new TreeSet<Long>(begin.nodes("voters"));
        lines.forEach(line -> nodes.add(line.node()));
        long last = lines.stream().mapToLong(LogModule::lastSlotIn).max().orElse(0);
        return String.join(
                "\n",
                "------ MODULE TraceLog ------",
                "EXTENDS Integers",
                "TraceNodes == " + set(nodes.stream().map(String::valueOf)),
                "TraceInitial == " + set(begin.nodes("voters").stream().map(String::valueOf)),
                "TraceAlpha == " + begin.number("alpha"),
                "TraceBallots == 1 .. " + ballots.size(),
                "TraceOwners == " + ballots.owners(),
                "TraceLastSlot == " + (last + 1),
                "TraceConfigurations == "
                        + set(decrees.stream().filter(LogModule::isConfiguration).map(LogModule::voters).distinct()),
                "TraceCommands == "
                        + set(decrees.stream().filter(LogModule::isCommand).map(this::decree)),
                "Log == <<",
                steps.stream().map(Step::tla).collect(Collectors.joining(",\n")),
                ">>",
                "====",
                "");
    }

    // ---- steps

    private void steps(Line line) {
        if (!EACH_SLOT.contains(line.action())) {
            steps.add(new Step(step(line, fields(line)), line.text()));
            return;
        }
        for (long slot = line.slot(); slot <= line.lastSlot(); slot++) {
            var ballot = "ballot |-> " + ballots.number(line.ballot()) + ", slot |-> " + slot;
            var decree = line.has("decrees")
                    ? ", decree |-> " + decree(line.decrees().get((int) (slot - line.slot())))
                    : "";
            steps.add(new Step(step(line, ballot + decree), line.text()));
        }
    }

    private static String step(Line line, String fields) {
        var who = "action |-> \"" + line.action() + "\", node |-> " + line.node();
        return "[" + who + (fields.isEmpty() ? "" : ", " + fields) + "]";
    }

    private String fields(Line line) {
        var fields = new ArrayList<String>();
        if (line.has("ballot")) {
            fields.add("ballot |-> " + ballots.number(line.ballot()));
        }
        for (var name : List.of("slot", "chosenThrough", "snapshot")) {
            if (line.has(name)) {
                fields.add(name + " |-> " + line.number(name));
            }
        }
        if (line.has("promised")) {
            fields.add("promised |-> " + ballots.number(line.string("promised")));
        }
        if (line.has("by")) {
            fields.add("by |-> " + set(line.nodes("by").stream().map(String::valueOf)));
        }
        if (line.has("votes")) {
            fields.add("votes |-> " + set(line.votes().stream().map(this::vote)));
        }
        if (line.has("decrees")) {
            fields.add("decrees |-> "
                    + line.decrees().stream().map(this::decree).collect(Collectors.joining(", ", "<<", ">>")));
        }
        return String.join(", ", fields);
    }

    private String vote(Line.Vote vote) {
        return "[slot |-> " + vote.slot() + ", ballot |-> " + ballots.number(vote.ballot()) + ", decree |-> "
                + decree(vote.decree()) + "]";
    }

    private static String set(Stream<String> elements) {
        return elements.collect(Collectors.joining(", ", "{", "}"));
    }

    // ---- decrees

    private static boolean isConfiguration(String decree) {
        return decree.startsWith("configuration ");
    }

    private static boolean isOpened(String decree) {
        return decree.startsWith("opened ");
    }

    private static boolean isCommand(String decree) {
        return !isConfiguration(decree) && !isOpened(decree) && !decree.equals("no-op");
    }

    /** Who votes by {@code configuration 1,2,3}; what follows after another blank tells equal ones apart. */
    private static String voters(String decree) {
        return set(Stream.of(decree.split(" ", -1)[1].split(",", -1)));
    }

    private String decree(String decree) {
        if (decree.equals("no-op")) {
            return "[noop |-> TRUE]";
        }
        if (isOpened(decree)) {
            return "[opened |-> " + ballots.number(opened(decree)) + "]";
        }
        if (isConfiguration(decree)) {
            return "[voters |-> " + voters(decree) + "]";
        }
        return "[command |-> \"" + decree.replaceAll("[^A-Za-z0-9 .,#:_-]", "?") + "\"]";
    }

    private static String opened(String decree) {
        return decree.substring("opened ".length());
    }

    // ---- what occurs

    private static Stream<String> decreesIn(Line line) {
        var told = line.has("votes") ? line.votes().stream().map(Line.Vote::decree) : Stream.<String>empty();
        return Stream.concat(told, line.has("decrees") ? line.decrees().stream() : Stream.empty());
    }

    private static Stream<String> ballotsIn(Line line) {
        var said = Stream.of("ballot", "promised").filter(line::has).map(line::string);
        var voted = line.has("votes") ? line.votes().stream().map(Line.Vote::ballot) : Stream.<String>empty();
        var opened = decreesIn(line).filter(LogModule::isOpened).map(LogModule::opened);
        return Stream.of(said, voted, opened).flatMap(ballots -> ballots);
    }

    private static long lastSlotIn(Line line) {
        var slots = LongStream.of(
                line.has("slot") ? line.lastSlot() : 0, line.has("chosenThrough") ? line.number("chosenThrough") : 0);
        var voted = line.has("votes") ? line.votes().stream().mapToLong(Line.Vote::slot) : LongStream.empty();
        return LongStream.concat(slots, voted).max().orElse(0);
    }
}
