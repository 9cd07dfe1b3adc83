package dev.synod.simulation;

import dev.synod.simulation.world.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the command line asks for. */
record Orders(
        Kind kind, long from, long runs, Duration soak, Optional<Integer> nodes, long steps, boolean verbose) {

    static final String HELP =
            """
            synod simulate: production nodes in a simulated world, under faults; one seed, one run
              --seed N      run one seed and say what came of it
              --verbose     with --seed: print every event
              --runs N      run N seeds (200)
              --from N      the first of them (1)
              --soak 10m    run fresh seeds for so long (s, m or h)
              --nodes N     a cluster of N nodes, whatever the seeds say
              --steps N     length of a run (10000)
            The last line of a failing run is the command that repeats it.
            """;

    static final long STEPS = 10_000;

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    enum Kind {
        ONE,
        MANY,
        SOAK,
        HELP
    }

    /** Reads a command line; a wrong one throws with a sentence. */
    static Orders of(String... arguments) {
        Orders orders = new Orders(Kind.MANY, 1, 200, Duration.ZERO, Optional.empty(), STEPS, false);
        int next = 0;
        while (next < arguments.length) {
            String option = arguments[next++];
            orders = switch (option) {
                case "--help", "-h" -> orders.as(Kind.HELP);
                case "--verbose" -> orders.verbosely();
                case "--seed", "--runs", "--from", "--soak", "--nodes", "--steps" -> {
                    if (next == arguments.length) {
                        throw new IllegalArgumentException(option + " needs a value; see --help");
                    }
                    yield orders.with(option, arguments[next++]);
                }
                default -> throw new IllegalArgumentException("there is no option \"" + option + "\"; see --help");
            };
        }
        return orders;
    }

    private Orders with(String option, String value) {
        return switch (option) {
            case "--seed" -> new Orders(Kind.ONE, number(option, value), 1, soak, nodes, steps, verbose);
            case "--runs" -> new Orders(kind, from, number(option, value), soak, nodes, steps, verbose);
            case "--from" -> new Orders(kind, number(option, value), runs, soak, nodes, steps, verbose);
            case "--soak" -> new Orders(Kind.SOAK, System.nanoTime(), runs, duration(value), nodes, steps, verbose);
            case "--steps" -> new Orders(kind, from, runs, soak, nodes, number(option, value), verbose);
            default -> new Orders(kind, from, runs, soak, Optional.of(nodes(value)), steps, verbose);
        };
    }

    private Orders as(Kind other) {
        return new Orders(other, from, runs, soak, nodes, steps, verbose);
    }

    private Orders verbosely() {
        return new Orders(kind, from, runs, soak, nodes, steps, true);
    }

    private static long number(String option, String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(option + " needs a whole number, not \"" + value + "\"");
        }
        return Long.parseLong(value);
    }

    private static int nodes(String value) {
        long nodes = number("--nodes", value);
        if (nodes < 1 || nodes > 9 || nodes % 2 == 0) {
            throw new IllegalArgumentException("--nodes needs 1, 3, 5, 7 or 9, not " + value);
        }
        return (int) nodes;
    }

    private static Duration duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--soak needs a duration such as 90s, 10m or 1h, not \"" + value + "\"");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    Plan plan(long seed) {
        return Plan.of(seed, nodes);
    }

    Simulation.Manner manner() {
        return Simulation.Manner.of(steps);
    }

    /** The command that repeats one of these runs. */
    String repeating(long seed) {
        return "./synod simulate --seed " + seed
                + nodes.map(number -> " --nodes " + number).orElse("")
                + (steps == STEPS ? "" : " --steps " + steps);
    }
}
