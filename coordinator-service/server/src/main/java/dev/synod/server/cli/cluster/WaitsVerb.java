package dev.synod.server.cli.cluster;

import dev.synod.server.cli.http.Asked;
import dev.synod.server.cli.process.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The verb that shows who waits for whom. */
@Command(
        name = "waits",
        description = {
            "Shows which session waits for which, and where they wait in a circle.",
            "",
            "A circle ends when one of its sessions lets go; several locks taken at once, by PUT /v1/holds/{hold}, "
                    + "never make one."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:no circle", " 1:a circle: a deadlock", "69:no instance answered", "77:refused"})
public final class WaitsVerb implements Callable<Integer> {

    private static final Duration WITHIN = Duration.ofSeconds(10);

    @Mixin
    private Asked asked = new Asked();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var reply = asked.instance().get("/v1/cluster/waits", WITHIN);
        var line = spec.commandLine();
        if (!reply.ok()) {
            line.getErr().println("synod: " + reply.summary());
            return ExitCode.REFUSED;
        }
        line.getOut().print(page(reply.json()));
        line.getOut().flush();
        return reply.json().path("cycles").isEmpty() ? 0 : ExitCode.FAILED;
    }

    static String page(JsonNode answer) {
        if (answer.path("waits").isEmpty()) {
            return "nobody waits\n";
        }
        var table = new Table("SESSION", "HOLD", "OF LOCK", "WAITS FOR");
        answer.path("waits").forEach(wait -> table.row(
                Table.text(wait.path("session")),
                Table.text(wait.path("hold")),
                Table.text(wait.path("lock")),
                joined(wait.path("waitsFor"), ", ")));
        var text = new StringBuilder(table.toString());
        answer.path("cycles").forEach(cycle -> text.append("deadlock: ")
                .append(joined(cycle, " waits for "))
                .append(" waits for ")
                .append(Table.text(cycle.path(0)))
                .append('\n'));
        return text.toString();
    }

    private static String joined(JsonNode texts, String between) {
        return texts.valueStream().map(Table::text).collect(Collectors.joining(between));
    }
}
