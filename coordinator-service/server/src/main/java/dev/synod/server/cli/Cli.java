package dev.synod.server.cli;

import dev.synod.server.cli.cluster.Backups;
import dev.synod.server.cli.cluster.MembersVerb;
import dev.synod.server.cli.cluster.RestoreVerb;
import dev.synod.server.cli.cluster.SnapshotVerb;
import dev.synod.server.cli.cluster.StatusVerb;
import dev.synod.server.cli.cluster.TransferVerb;
import dev.synod.server.cli.cluster.WaitsVerb;
import dev.synod.server.cli.demo.DemoVerb;
import dev.synod.server.cli.event.EventsVerb;
import dev.synod.server.cli.event.PublishVerb;
import dev.synod.server.cli.lock.LockVerb;
import dev.synod.server.cli.process.ExitCode;
import dev.synod.server.cli.process.Parent;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line of a node's jar: the first argument names a verb, and is looked at before any framework starts. */
@Command(
        name = "synod",
        description = "Coordination by Paxos: sessions, fenced locks, elections and causal events over REST.",
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        usageHelpWidth = 110,
        subcommands = {
            ServerVerb.class,
            DemoVerb.class,
            StatusVerb.class,
            MembersVerb.class,
            TransferVerb.class,
            SnapshotVerb.class,
            RestoreVerb.class,
            LockVerb.class,
            EventsVerb.class,
            PublishVerb.class,
            WaitsVerb.class
        })
public final class Cli {

    private Cli() {}

    /**
     * Runs the verb that {@code arguments} name. The verb {@code server} returns once the node runs; any other ends the
     * process with its exit code.
     *
     * @param server starts a node, given its settings as {@code --property=value}
     * @param backups knows snapshots
     */
    public static void run(String[] arguments, Consumer<String[]> server, Backups backups) {
        var settings = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
        if (arguments.length > 0 && arguments[0].equals("server") && ServerVerb.areSettings(settings)) {
            Parent.watchIfAsked();
            server.accept(settings);
        } else {
            System.exit(line(backups).execute(arguments));
        }
    }

    /** The parser, as tests use it too. */
    static CommandLine line(Backups backups) {
        return new CommandLine(new Cli(), new Verbs(backups))
                .addSubcommand("help", new CommandLine.HelpCommand())
                .registerConverter(Duration.class, Values::duration)
                .registerConverter(URI.class, Values::url)
                .setParameterExceptionHandler(Cli::explain)
                .setExecutionExceptionHandler(Cli::report);
    }

    /** A wrong line is told in a sentence and a hint; the whole usage would bury it. */
    private static int explain(ParameterException wrong, String[] arguments) {
        var line = wrong.getCommandLine();
        var name = line.getCommandSpec().qualifiedName();
        PrintWriter out = line.getErr();
        out.println(name + ": " + wrong.getMessage());
        var verbs = line.getSubcommands().keySet();
        out.println(verbs.isEmpty()
                ? "Usage: " + line.getHelp().synopsis(0).strip()
                : "The verbs are " + String.join(", ", verbs) + ".");
        out.println(name + " --help tells more.");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof IOException) {
            line.getErr().println("synod: " + failure.getMessage());
            return ExitCode.UNREACHABLE;
        }
        throw failure;
    }

    /** Makes the verbs, and gives those of snapshots what they need. */
    private record Verbs(Backups backups) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == SnapshotVerb.class) {
                return type.cast(new SnapshotVerb(backups));
            }
            return type == RestoreVerb.class
                    ? type.cast(new RestoreVerb(backups))
                    : CommandLine.defaultFactory().create(type);
        }
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Cli.class.getPackage().getImplementationVersion();
            return List.of("synod " + (version == null ? "(not from a jar)" : version)).toArray(String[]::new);
        }
    }
}
