package dev.synod.spec.trace;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tlc2.TLC;

/**
 * Holds a trace against {@code MultiPaxos}. A trace is what {@code spec/README.md}, "Traces", says: one file of a
 * simulated cluster, or one file of each process.
 */
public final class TraceCheck {

    private static final List<String> MODULES = List.of(
            "Consensus.tla",
            "Voting.tla",
            "Paxos.tla",
            "MultiPaxos.tla",
            "trace/TraceMultiPaxos.tla",
            "trace/TraceMultiPaxos.cfg");

    private static final int STEPS = 500;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern STEP = Pattern.compile("<<\"step\", (\\d+)>>");
    private static final String DONE = "Model checking completed. No error has been found.";

    private TraceCheck() {}

    /**
     * Checks a trace, or its first 500 steps.
     *
     * @param folder where what TLC needs and says is left; made where it does not exist
     * @throws IOException where a file cannot be read, or TLC cannot run
     * @throws IllegalStateException where TLC found the trace neither a behaviour nor not
     */
    public static Verdict check(List<Path> traces, Path folder) throws IOException, InterruptedException {
        var log = new LogModule(Crashes.undone(lines(traces)), STEPS);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("TraceLog.tla"), log.text());
        for (var module : MODULES) {
            copy(module, folder);
        }
        var output = folder.resolve("output.txt");
        var began = System.nanoTime();
        run(folder, output);
        var took = Duration.ofNanos(System.nanoTime() - began);
        return new Verdict(log.steps().size(), refused(log, Files.readString(output), output), output, took);
    }

    /** All lines, in the order in which they were written; those of several processes by their clock. */
    private static List<Line> lines(List<Path> traces) throws IOException {
        var lines = new ArrayList<Line>();
        for (var trace : traces) {
            try (var text = Files.lines(trace)) {
                text.filter(line -> !line.isBlank()).map(Line::of).forEach(lines::add);
            }
        }
        if (traces.size() > 1) {
            lines.sort(Comparator.comparingLong(line -> line.is("Begin") ? Long.MIN_VALUE : line.number("at")));
            while (lines.size() > 1 && lines.get(1).is("Begin")) {
                lines.remove(1); // each process writes one
            }
        }
        return lines;
    }

    private static Optional<String> refused(LogModule log, String text, Path output) {
        int last = STEP.matcher(text).results().mapToInt(step -> Integer.parseInt(step.group(1))).max().orElse(0);
        if (!text.contains(DONE) || last == 0) {
            throw new IllegalStateException("TLC came to no end; what it said is in " + output);
        }
        if (last > log.steps().size()) {
            return Optional.empty();
        }
        return Optional.of("step " + last + ": " + log.steps().get(last - 1).line());
    }

    private static void run(Path folder, Path output) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-Xss16m",
                        "-Djava.io.tmpdir=" + folder.toAbsolutePath(),
                        "-cp",
                        jar().toString(),
                        "tlc2.TLC",
                        "-workers",
                        "1",
                        "-metadir",
                        folder.resolve("states").toAbsolutePath().toString(),
                        "-cleanup",
                        "TraceMultiPaxos")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static void copy(String module, Path folder) throws IOException {
        var name = module.substring(module.indexOf('/') + 1);
        try (InputStream in = Objects.requireNonNull(TraceCheck.class.getResourceAsStream("/" + module), module)) {
            Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path jar() {
        try {
            return Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("TLC's jar is nowhere", e);
        }
    }
}
