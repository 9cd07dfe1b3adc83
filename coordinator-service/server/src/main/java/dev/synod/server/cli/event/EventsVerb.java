package dev.synod.server.cli.event;

import dev.synod.server.cli.http.Asked;
import dev.synod.server.cli.process.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The verb that shows a topic's events, and goes on with those to come. */
@Command(
        name = "events",
        description = {
            "Shows a topic's events, a line each: sequence, time, type, key, id, Lamport time, data.",
            "",
            "What the cluster itself does is on the topics synod.sessions, synod.locks, synod.elections, "
                    + "synod.members and synod.runs."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:shown", "69:no instance answered", "77:refused; the sentence says why"},
        footer = {"", "Example: synod events synod.locks --follow"})
public final class EventsVerb implements Callable<Integer> {

    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration WITHIN = Duration.ofSeconds(10);

    @Parameters(index = "0", paramLabel = "TOPIC", description = "the topic")
    private String topic = "";

    @Option(names = "--after", paramLabel = "N", description = "begins behind sequence N (default: with the oldest)")
    private Optional<Long> after = Optional.empty();

    @Option(names = "--type", paramLabel = "TYPE", description = "only events of this type")
    private Optional<String> type = Optional.empty();

    @Option(names = "--key", paramLabel = "KEY", description = "only events with this key")
    private Optional<String> key = Optional.empty();

    @Option(names = "--follow", description = "goes on with the events to come, until Ctrl-C")
    private boolean follow;

    @Option(names = "--json", description = "each event as the API gives it, a line each")
    private boolean json;

    @Mixin
    private Asked asked = new Asked();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var instance = asked.instance();
        var out = spec.commandLine().getOut();
        while (true) {
            var reply = instance.get(path(), WITHIN.plus(POLL));
            if (!reply.ok()) {
                spec.commandLine().getErr().println("synod: " + reply.summary());
                return ExitCode.REFUSED;
            }
            var events = reply.json().path("events");
            show(events, out);
            after = Optional.of(reply.json().path("next").asLong());
            if (events.isEmpty() && !follow) {
                return 0;
            }
        }
    }

    private String path() {
        var path = new StringBuilder("/v1/topics/" + encoded(topic) + "/events?limit=1000");
        after.ifPresent(sequence -> path.append("&after=").append(sequence));
        type.ifPresent(wanted -> path.append("&type=").append(encoded(wanted)));
        key.ifPresent(wanted -> path.append("&key=").append(encoded(wanted)));
        if (follow && after.isPresent()) {
            path.append("&wait=").append(POLL.toSeconds()).append('s');
        }
        return path.toString();
    }

    private void show(JsonNode events, PrintWriter out) {
        for (var event : events) {
            out.println(json ? event.toString() : line(event));
        }
        out.flush();
    }

    static String line(JsonNode event) {
        return String.join(
                "  ",
                event.path("sequence").asString(),
                event.path("publishedAt").asString(),
                event.path("type").asString(),
                event.path("key").asString("-"),
                event.path("id").asString(),
                "lamport=" + event.path("stamp").path("lamport").asString(),
                event.path("data").toString());
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
