package dev.synod.server.cli.demo;

import dev.synod.server.cli.process.ExitCode;
import dev.synod.server.cli.process.Stop;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb that shows a cluster at work. */
@Command(
        name = "demo",
        description = {
            "Starts three nodes as three processes on this machine, walks through what they promise, and keeps them up "
                    + "for your own requests until Ctrl-C. From a checkout it runs the sample application beside them.",
            "",
            "They listen on 7171, 7181 and 7191, or on free ports where one of those is taken."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:each step held", " 1:one did not; the reason is told, and where the logs are"})
public final class DemoVerb implements Callable<Integer> {

    @Option(names = "--once", description = "end after the walk")
    private boolean once;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "how many presidents to kill (default ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Option(names = "--data", paramLabel = "DIR", description = "keep data and logs there; a new or an empty directory")
    private Optional<Path> data = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (rounds < 1) {
            throw wrong("--rounds is 1 or more, not " + rounds);
        }
        var home = home();
        return Stop.interrupts(() -> run(home));
    }

    private Path home() throws IOException {
        if (data.isEmpty()) {
            return Files.createTempDirectory("synod-demo-");
        }
        var directory = Files.createDirectories(data.get()).toAbsolutePath();
        try (var content = Files.list(directory)) {
            if (content.findAny().isPresent()) {
                throw wrong("--data is a new or an empty directory; " + directory + " is not");
            }
        }
        return directory;
    }

    private int run(Path home) throws IOException {
        var out = spec.commandLine().getOut();
        try (var cluster = new DemoCluster(places(out), home)) {
            var failed = show(cluster, home, out);
            if (failed.isPresent()) {
                out.println();
                out.println("The walk ends: " + failed.get() + ". Logs and data are in " + home);
                out.flush();
                return ExitCode.FAILED;
            }
        }
        if (data.isEmpty()) {
            delete(home);
        }
        return 0;
    }

    private static List<Place> places(PrintWriter out) throws IOException {
        var taken = Place.taken(Place.usual());
        if (taken.isEmpty()) {
            return Place.usual();
        }
        out.println("In use: " + taken + ". The nodes listen on free ports instead.");
        return Place.free();
    }

    /** Empty where each step held, or where the reader stopped it. */
    private Optional<String> show(DemoCluster cluster, Path home, PrintWriter out) throws IOException {
        try (var shops = new Shops(home)) {
            awaitReady(cluster, out);
            var say = new Narration(out);
            var median = new Walk(cluster, say, rounds).run();
            walkThroughTheSample(shops, cluster, say);
            out.println();
            out.println("Each step held. Kill to next answered write: median " + median.toMillis() + " ms of " + rounds
                    + (rounds == 1 ? " round." : " rounds."));
            if (!once) {
                keepUp(cluster, out);
            }
        } catch (WalkFailed failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        } catch (InterruptedIOException stopped) {
            // The mark would rob the nodes of their time to leave.
            Thread.interrupted();
            out.println();
            out.println("Stopping the nodes.");
        }
        out.flush();
        return Optional.empty();
    }

    private static void walkThroughTheSample(Shops shops, DemoCluster cluster, Narration say)
            throws IOException, WalkFailed {
        var jar = Shops.jar();
        if (jar.isEmpty()) {
            say.tell("The sample application is not here: the demo goes on without it.");
            return;
        }
        new ShopWalk(shops, say).run(jar.get(), cluster);
    }

    private static void awaitReady(DemoCluster cluster, PrintWriter out) throws IOException, WalkFailed {
        var start = System.nanoTime();
        out.println("Starting three nodes, each a process of its own.");
        out.flush();
        for (var node : cluster.nodes()) {
            node.awaitReady();
            out.println("   node " + node.id() + " ready after " + Walk.seconds(System.nanoTime() - start) + ": "
                    + node.url() + ", process " + node.process().pid());
            out.flush();
        }
    }

    private static void keepUp(DemoCluster cluster, PrintWriter out) throws IOException {
        var lock = "/v1/locks/mine";
        out.println();
        out.println("The cluster stays up; now you. A hold with a time to live of its own needs no session:");
        out.println("   curl -X PUT " + Narration.withBody(cluster.node(1), lock + "/holds/me", Map.of("ttl", "1m")));
        out.println("   curl " + cluster.node(2).url() + lock);
        out.println("   curl " + cluster.node(3).url() + "/v1/cluster");
        out.println("Kill a node if you like: the other two go on. Ctrl-C ends it all.");
        out.flush();
        while (true) {
            Pause.of(Duration.ofHours(1));
        }
    }

    private static void delete(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private CommandLine.ParameterException wrong(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }
}
