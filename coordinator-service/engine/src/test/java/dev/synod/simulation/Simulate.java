package dev.synod.simulation;

import dev.synod.simulation.world.Marks;
import dev.synod.simulation.world.Plan;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;

/** The command {@code ./synod simulate}: repeats a seed, runs many, or soaks for a while. */
public final class Simulate {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final Orders orders;
    private final PrintStream out;
    private final Marks marks = new Marks();
    private final long began = System.nanoTime();
    private long lastLine = began;
    private long runs;
    private long steps;
    private int unknown;

    private Simulate(Orders orders, PrintStream out) {
        this.orders = orders;
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int status;
        try {
            Orders orders = Orders.of(arguments);
            status = orders.kind() == Orders.Kind.HELP ? help(out) : new Simulate(orders, out).run();
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    private static int help(PrintStream out) {
        out.print(Orders.HELP);
        return 0;
    }

    private int run() {
        return switch (orders.kind()) {
            case ONE -> one();
            case MANY -> many();
            case SOAK -> soak();
            case HELP -> help(out);
        };
    }

    private int one() {
        Plan plan = orders.plan(orders.from());
        out.println(plan);
        Simulation.Manner manner = orders.verbose() ? orders.manner().readBy(out::println) : orders.manner();
        Report report = new Simulation(plan, manner).run();
        count(report);
        out.println(report);
        return report.failure().isEmpty() ? succeeded() : failed(report);
    }

    private int many() {
        for (long seed = orders.from(); seed < orders.from() + orders.runs(); seed++) {
            Report report = quietly(seed);
            if (report.failure().isPresent()) {
                return failed(report);
            }
        }
        return succeeded();
    }

    private int soak() {
        SplittableRandom fresh = new SplittableRandom(orders.from());
        long end = began + orders.soak().toNanos();
        while (System.nanoTime() - end < 0) {
            Report report = quietly(fresh.nextLong(Integer.MAX_VALUE));
            if (report.failure().isPresent()) {
                return failed(report);
            }
        }
        return succeeded();
    }

    private Report quietly(long seed) {
        Report report = new Simulation(orders.plan(seed), orders.manner()).run();
        count(report);
        if (report.failure().isPresent()) {
            out.println(report);
        } else if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
            lastLine = System.nanoTime();
            out.println(progress());
        }
        return report;
    }

    private void count(Report report) {
        runs++;
        steps += report.length().steps();
        unknown += report.unknown();
        marks.add(report.marks());
    }

    private String progress() {
        long seconds = Math.max(1, Duration.ofNanos(System.nanoTime() - began).toSeconds());
        return runs + " runs, " + steps + " steps, " + seconds + " s, " + steps / seconds
                + " steps/s, searches given up: " + unknown;
    }

    private int succeeded() {
        out.println(progress());
        out.println("reached: " + marks);
        out.println("no law was broken");
        return 0;
    }

    private int failed(Report report) {
        out.println(progress());
        out.println("repeat with: " + orders.repeating(report.plan().seed()));
        return 1;
    }
}
