package dev.synod.server.cli;

import dev.synod.server.cli.http.Instance;
import dev.synod.server.cli.http.Reply;
import dev.synod.server.cli.process.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The verb that shows how the cluster stands, as one of its instances sees it. */
@Command(
        name = "status",
        description = "Shows how the cluster stands, as one instance sees it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:the instance is ready", " 1:it is not", "69:it does not answer"})
final class StatusVerb implements Callable<Integer> {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:SYNOD_URL:-http://localhost:7171}",
            description = "the instance (default SYNOD_URL, else http://localhost:7171)")
    private URI url = URI.create("http://localhost:7171");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var instance = new Instance(url);
        var cluster = instance.get("/v1/cluster", WITHIN);
        if (!cluster.ok()) {
            throw new IOException(url + " answered " + cluster.summary());
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
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NODE", "ADDRESS", "ROLE", "STATE", "CHOSEN", "APPLIED", "LAST HEARD"));
        cluster.path("members").forEach(member -> rows.add(row(member)));
        return """
                cluster %s, node %s: %s
                president %s, ballot %s.%s, chosen through %s, applied through %s

                %s"""
                .formatted(
                        cluster.path("clusterId").asString("?"),
                        text(cluster.path("self")),
                        readiness,
                        text(cluster.path("president")),
                        text(ballot.path("round")),
                        text(ballot.path("node")),
                        text(cluster.path("chosenThrough")),
                        text(cluster.path("appliedThrough")),
                        table(rows));
    }

    private static List<String> row(JsonNode member) {
        var heard = member.path("lastHeardMillis");
        return List.of(
                text(member.path("id")),
                text(member.path("address")),
                text(member.path("role")),
                text(member.path("state")),
                text(member.path("chosenThrough")),
                text(member.path("appliedThrough")),
                heard.isNumber() ? heard.asLong() + " ms ago" : "-");
    }

    /** A field as it stands; a dash where there is none. */
    private static String text(JsonNode field) {
        return field.isNull() || field.isMissingNode() ? "-" : field.asString();
    }

    private static String table(List<List<String>> rows) {
        var widths = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(row.get(column)).repeat(' ', widths[column] - row.get(column).length() + 2);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
