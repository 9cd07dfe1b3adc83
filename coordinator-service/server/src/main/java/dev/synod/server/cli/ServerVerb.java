package dev.synod.server.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb that runs a node. It is here for its help: settings that look right go to the server unparsed. */
@Command(
        name = "server",
        description = {
            "Runs a node until SIGTERM. With no setting it is a cluster of one on http://localhost:7171, with its data "
                    + "in ./synod-data.",
            "",
            "Settings, also as environment variables (SYNOD_NODE_ID=1):",
            "  --synod.node.id=1              this node, for ever bound to its data directory",
            "  --synod.cluster.members=1=host:7172,2=host:7172,3=host:7172",
            "  --synod.node.data-dir=DIR      what it must not forget",
            "  --synod.journal.type=jpa --synod.journal.url=jdbc:postgresql://host:5432/synod",
            "                                 keeps that in a database; with synod.journal.username and .password",
            "  --synod.peer.port=7172         between nodes",
            "  --synod.peer.advertised=host:7172   where the others reach a node that joins a running cluster",
            "  --synod.node.role=observer     learns and does not vote: no disk, no id; any number of them",
            "  --synod.events.per-topic=10000 how many events each topic keeps; also .bytes-per-topic=16MB",
            "  --synod.archive.url=h2         keeps all events, in a file; or jdbc:postgresql://host:5432/synod with",
            "                                 synod.archive.username and .password; the same at all nodes",
            "  --synod.node.on-damage=replace where its journal is damaged, join under a new id (default: stop)",
            "  --server.port=7171             the API",
            "  --server.address=127.0.0.1     where the API listens",
            "  --synod.consensus.heartbeat=50ms, --synod.consensus.patience=400ms"
        })
final class ServerVerb implements Callable<Integer> {

    @Parameters(paramLabel = "--property=value", arity = "0..*", description = "settings")
    private List<String> settings = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Whether these go to the server: it knows its settings, but a help option or a stray word are not settings. */
    static boolean areSettings(String[] arguments) {
        return Arrays.stream(arguments)
                .allMatch(argument -> argument.startsWith("--") && !List.of("--help", "--version").contains(argument));
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "settings have the form --property=value, unlike " + settings);
    }
}
