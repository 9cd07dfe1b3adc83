package dev.synod.server.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged server, made quick to start, once for all tests: its jar extracted, as Spring Boot's own jar mode does
 * it, and its classes read ahead into a cache (JEP 514). A start costs half the CPU, and the tests start it about
 * eighty times.
 */
final class Packaged {

    /** One way for all, since a cache serves only the JVM settings that it was made with. */
    private static final List<String> JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+" + System.getProperty("synod.test.gc", "UseSerialGC"),
            "-Xmx" + System.getProperty("synod.test.heap", "256m"),
            "-XX:+ExitOnOutOfMemoryError");

    private static final Packaged SERVER = new Packaged(Path.of(System.getProperty("synod.jar")));

    private final Path application;
    private final Path cache;

    private Packaged(Path jar) {
        var directory = Path.of("target", "processes", "application").toAbsolutePath();
        application = directory.resolve(jar.getFileName());
        cache = directory.resolve("classes.aot");
        var log = directory.resolveSibling("application.log");
        run(
                log,
                List.of("-Djarmode=tools", "-jar", "" + jar, "extract", "--force", "--destination", "" + directory));
        run(
                log,
                List.of(
                        "-XX:AOTCacheOutput=" + cache,
                        "-Dspring.context.exit=onRefresh",
                        "-jar",
                        application.toString(),
                        "server",
                        "--synod.node.data-dir=" + ClusterOfProcesses.emptied(directory.resolve("data"))));
    }

    /** Does what takes long, where a test measures the time from here on. */
    static void prepare() {
        command(List.of());
    }

    /** The command that starts an instance. */
    static List<String> command(List<String> settings) {
        return command(
                List.of("-XX:AOTCache=" + SERVER.cache, "-jar", SERVER.application.toString(), "server"), settings);
    }

    private static List<String> command(List<String> options, List<String> settings) {
        return Stream.of(JVM, options, settings).flatMap(List::stream).toList();
    }

    private static void run(Path log, List<String> options) {
        try {
            Files.createDirectories(log.getParent());
            var process = new ProcessBuilder(new ArrayList<>(command(options, List.of())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(options + " did not end well, see " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
