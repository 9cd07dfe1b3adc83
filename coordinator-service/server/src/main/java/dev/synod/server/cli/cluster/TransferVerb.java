package dev.synod.server.cli.cluster;

import dev.synod.server.cli.http.Asked;
import dev.synod.server.cli.http.Instance;
import dev.synod.server.cli.process.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb that hands the presidency over. */
@Command(
        name = "transfer",
        description = "Hands the presidency over to another voter, before a machine is taken down for instance.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:another presides", "69:no instance answered", "77:refused; the sentence says why"},
        footer = {"", "Example: synod transfer --to 2"})
public final class TransferVerb implements Callable<Integer> {

    private static final Duration WITHIN = Duration.ofSeconds(15);

    @Option(
            names = "--to",
            paramLabel = "ID",
            description = "the voter that shall preside (default: the most advanced that does not)")
    private Optional<Integer> to = Optional.empty();

    @Mixin
    private Asked asked = new Asked();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var instance = asked.instance();
        var successor = to;
        if (successor.isEmpty()) {
            successor = mostAdvanced(instance);
        }
        if (successor.isEmpty()) {
            spec.commandLine().getErr().println("synod: no other voter is there to preside; synod status tells more");
            return ExitCode.REFUSED;
        }
        var reply = instance.post("/v1/cluster/transfer", Map.of("to", successor.get()), WITHIN);
        if (!reply.ok()) {
            spec.commandLine().getErr().println("synod: " + reply.summary());
            return ExitCode.REFUSED;
        }
        spec.commandLine().getOut().println("president " + Table.text(reply.json().path("president")));
        return 0;
    }

    private static Optional<Integer> mostAdvanced(Instance instance) throws IOException {
        return instance.get("/v1/cluster", WITHIN).json().path("members").valueStream()
                .filter(member -> member.path("role").asString().equals("voter")
                        && member.path("state").asString().equals("following"))
                .max(Comparator.comparingLong(member -> member.path("chosenThrough").asLong()))
                .map(member -> member.path("id").asInt());
    }
}
