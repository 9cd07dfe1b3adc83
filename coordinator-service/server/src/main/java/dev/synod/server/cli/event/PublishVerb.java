package dev.synod.server.cli.event;

import dev.synod.server.cli.http.Asked;
import dev.synod.server.cli.http.Instance;
import dev.synod.server.cli.http.Reply;
import dev.synod.server.cli.process.ExitCode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verb that publishes an event, as a process of its own or in the name of a session that there is. */
@Command(
        name = "publish",
        description = {
            "Publishes an event; prints its id and its sequence within the topic.",
            "",
            "Without --session it is the event of a process of its own, which begins and ends with it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:published",
            "69:no instance answered: it may have been published",
            "77:refused; the sentence says why"
        },
        footer = {"", "Example: synod publish orders order.placed '{\"order\":7}' --key order-7"})
public final class PublishVerb implements Callable<Integer> {

    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "the topic")
    private String topic = "";

    @Parameters(index = "1", paramLabel = "TYPE", description = "what happened")
    private String type = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "DATA", description = "any JSON")
    private Optional<String> data = Optional.empty();

    @Option(names = "--key", paramLabel = "KEY", description = "what it happened to")
    private Optional<String> key = Optional.empty();

    @Option(names = "--cause", paramLabel = "ID", description = "an event that this one follows from; may be repeated")
    private List<String> causes = List.of();

    @Option(names = "--session", paramLabel = "ID", description = "the session that publishes")
    private Optional<String> session = Optional.empty();

    @Option(
            names = "--process",
            paramLabel = "NAME",
            defaultValue = "cli",
            description = "the process that publishes, where no session is named (default ${DEFAULT-VALUE})")
    private String process = "";

    @Mixin
    private Asked asked = new Asked();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var event = event();
        var instance = asked.instance();
        if (session.isPresent()) {
            return told(publish(instance, session.get(), event));
        }
        var opened = instance.post("/v1/sessions", Map.of("process", process, "ttl", "30s"), WITHIN);
        if (!opened.ok()) {
            return told(opened);
        }
        var own = opened.json().path("id").asString();
        try {
            return told(publish(instance, own, event));
        } finally {
            instance.delete("/v1/sessions/" + encoded(own), WITHIN);
        }
    }

    private Map<String, Object> event() {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", type);
        key.ifPresent(given -> event.put("key", given));
        data.ifPresent(given -> event.put("data", json(given)));
        if (!causes.isEmpty()) {
            event.put("causes", causes);
        }
        return event;
    }

    private JsonNode json(String given) {
        try {
            return JSON.readTree(given);
        } catch (JacksonException notJson) {
            var why = "DATA is no JSON (text needs quotes of its own: '\"text\"'): " + given;
            throw new ParameterException(spec.commandLine(), why, notJson);
        }
    }

    private Reply publish(Instance instance, String publisher, Map<String, Object> event) throws IOException {
        event.put("session", publisher);
        return instance.post("/v1/topics/" + encoded(topic) + "/events", event, WITHIN);
    }

    private int told(Reply reply) {
        var line = spec.commandLine();
        if (!reply.ok()) {
            line.getErr().println("synod: " + reply.summary());
            return ExitCode.REFUSED;
        }
        line.getOut().println(
                reply.json().path("id").asString() + "  " + reply.json().path("sequence").asString());
        return 0;
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
