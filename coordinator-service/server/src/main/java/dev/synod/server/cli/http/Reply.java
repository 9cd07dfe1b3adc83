package dev.synod.server.cli.http;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an instance answered.
 *
 * @param body as it came, empty where there was none
 */
public record Reply(int status, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** The body as JSON; a missing node where it is none, so that asking it for a field is harmless. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return JSON.missingNode();
        }
    }

    /** The last part of the problem's type, {@code lock-unavailable} for instance; empty where this is no problem. */
    public Optional<String> problem() {
        var type = json().path("type").asString("");
        return type.startsWith("urn:synod:error:")
                ? Optional.of(type.substring("urn:synod:error:".length()))
                : Optional.empty();
    }

    /** One line for people: the status, and what the problem says of itself. */
    public String summary() {
        var detail = json().path("detail").asString("");
        return status + problem().map(name -> " " + name).orElse("") + (detail.isEmpty() ? "" : ": " + detail);
    }
}
