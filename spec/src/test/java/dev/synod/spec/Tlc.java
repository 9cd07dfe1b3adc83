package dev.synod.spec;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tlc2.TLC;

/** Runs TLC, the model checker, as a process of its own: it keeps its state in static fields. */
final class Tlc {

    /** The folder that holds the specification. */
    static final Path SPEC = Path.of("").toAbsolutePath();

    private static final Path RUNS = SPEC.resolve("target").resolve("tlc");
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final Pattern COUNTS =
            Pattern.compile("(\\d+) states generated, (\\d+) distinct states found, 0 states left");
    private static final Pattern DEPTH = Pattern.compile("The depth of the complete state graph search is (\\d+)");
    private static final Pattern BROKEN =
            Pattern.compile("Error: (?:Invariant|Action property|The invariant of) (\\w+) is"
                    + " (?:violated|equal to FALSE)");
    private static final Pattern BROKEN_UNNAMED =
            Pattern.compile("Error: (?:Temporal properties were violated|Action property line .* is violated)");
    private static final Pattern ONLY_PROPERTY = Pattern.compile("(?m)^PROPERTY (\\w+)$");

    private Tlc() {}

    /**
     * What a run came to.
     *
     * @param distinct distinct states, where the search was complete
     * @param depth depth of the complete search
     * @param broken the law that was found violated
     * @param output what TLC printed, for a person to read
     */
    record Run(OptionalLong distinct, OptionalLong depth, Optional<String> broken, Duration took, Path output) {

        boolean complete() {
            return distinct.isPresent() && broken.isEmpty();
        }

        /** One line for people. */
        String line(String name) {
            var result = broken.map(law -> "breaks " + law)
                    .orElse(complete() ? "ok" : "no result, see " + output);
            var counts = complete() ? distinct.getAsLong() + " distinct, depth " + depth.orElse(0) : "";
            return String.format(
                    Locale.ROOT, "%-30s %-30s %-28s %6.1f s", name, result, counts, took.toMillis() / 1000.0);
        }
    }

    /** How long a run is likely to take: a short one is not worth the JVM's second compiler. */
    enum Length {
        SHORT("-XX:TieredStopAtLevel=1"),
        LONG("-XX:TieredStopAtLevel=4");

        private final String option;

        Length(String option) {
            this.option = option;
        }
    }

    /**
     * Checks {@code folder/module.tla} by {@code folder/configuration.cfg}.
     *
     * @throws UncheckedIOException where TLC cannot be started
     */
    static Run check(Length length, String folder, String module, String configuration) {
        try {
            return run(length, folder, module, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while TLC checked " + configuration, e);
        }
    }

    private static Run run(Length length, String folder, String module, String configuration)
            throws IOException, InterruptedException {
        var home = Files.createDirectories(RUNS.resolve(configuration));
        var output = home.resolve("output.txt");
        var began = System.nanoTime();
        var process = new ProcessBuilder(command(length, module, configuration, home))
                .directory(SPEC.resolve(folder).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT.toMinutes(), TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        var text = Files.readString(output);
        var broken = broken(folder, configuration, text);
        return new Run(number(COUNTS, 2, text), number(DEPTH, 1, text), broken, took, output);
    }

    private static List<String> command(Length length, String module, String configuration, Path home) {
        var library = String.join(File.pathSeparator, SPEC + "", SPEC + "/models", SPEC + "/mutants");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                length.option,
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-DTLA-Library=" + library,
                "-Djava.io.tmpdir=" + home,
                "-cp",
                jar().toString(),
                "tlc2.TLC",
                "-workers",
                "1",
                "-metadir",
                home.resolve("states").toString(),
                "-cleanup",
                "-config",
                configuration + ".cfg",
                module);
    }

    private static Path jar() {
        try {
            return Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("TLC's jar is nowhere", e);
        }
    }

    /** TLC names invariants, but neither refinements nor what happens in the end: those are the only property. */
    private static Optional<String> broken(String folder, String configuration, String text) {
        var named = BROKEN.matcher(text);
        if (named.find()) {
            return Optional.of(named.group(1));
        }
        if (!BROKEN_UNNAMED.matcher(text).find()) {
            return Optional.empty();
        }
        var property = ONLY_PROPERTY.matcher(Expectations.text(folder + "/" + configuration + ".cfg"));
        return Optional.of(property.find() ? property.group(1) : "a property");
    }

    private static OptionalLong number(Pattern pattern, int group, String text) {
        var matcher = pattern.matcher(text);
        var found = OptionalLong.empty();
        while (matcher.find()) {
            found = OptionalLong.of(Long.parseLong(matcher.group(group)));
        }
        return found;
    }
}
