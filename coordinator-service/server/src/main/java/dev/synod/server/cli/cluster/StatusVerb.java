package dev.synod.server.cli.cluster;

import dev.synod.server.cli.http.Asked;
import dev.synod.server.cli.http.Reply;
import dev.synod.server.cli.process.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The verb that shows how the cluster stands, as one of its instances sees it. */
@Command(
        name = "status",
        description = "Shows how the cluster stands, as one instance sees it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:the instance is ready", " 1:it is not", "69:it does not answer"})
public final class StatusVerb implements Callable<Integer> {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    @Mixin
    private Asked asked = new Asked();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var instance = asked.instance();
        var cluster = instance.get("/v1/cluster", WITHIN);
        if (!cluster.ok()) {
            throw new IOException(instance.url() + " answered " + cluster.summary());
        }
        var health = instance.get("/actuator/health/readiness", WITHIN);
        spec.commandLine().getOut().print(page(cluster.json(), readiness(health)));
        spec.commandLine().getOut().flush();
        return health.ok() ? 0 : ExitCode.FAILED;
    }

    private static String readiness(Reply health) {
        return switch (health.status()) {
            case 200 -> "ready";
            case 503 -> "not ready";
            default -> "readiness unknown (" + health.status() + ")";
        };
    }

    static String page(JsonNode cluster, String readiness) {
        var ballot = cluster.path("ballot");
        var table = new Table("NODE", "ADDRESS", "ROLE", "STATE", "CHOSEN", "APPLIED", "LAST HEARD");
        cluster.path("members").forEach(member -> row(member, table));
        return """
                cluster %s, node %s: %s
                president %s, ballot %s.%s, chosen through %s, applied through %s
                ledger kept from slot %s, observers learning here: %s

                %s"""
                .formatted(
                        cluster.path("clusterId").asString("?"),
                        Table.text(cluster.path("self")),
                        readiness,
                        Table.text(cluster.path("president")),
                        Table.text(ballot.path("round")),
                        Table.text(ballot.path("node")),
                        Table.text(cluster.path("chosenThrough")),
                        Table.text(cluster.path("appliedThrough")),
                        Table.text(cluster.path("firstRetained")),
                        Table.text(cluster.path("observers")),
                        table);
    }

    private static void row(JsonNode member, Table table) {
        var heard = member.path("lastHeardMillis");
        table.row(
                Table.text(member.path("id")),
                Table.text(member.path("address")),
                Table.text(member.path("role")),
                Table.text(member.path("state")),
                Table.text(member.path("chosenThrough")),
                Table.text(member.path("appliedThrough")),
                heard.isNumber() ? heard.asLong() + " ms ago" : "-");
    }
}
