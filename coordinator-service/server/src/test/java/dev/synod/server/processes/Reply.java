package dev.synod.server.processes;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an instance answered. */
record Reply(int status, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    JsonNode json() {
        return JSON.readTree(body);
    }

    /** A text field; the whole body in the error where it is missing. */
    String text(String field) {
        return field(field).asString();
    }

    long number(String field) {
        return field(field).asLong();
    }

    /** The end of the problem's type; empty for an answer that is none. */
    String problem() {
        var type = json().path("type").asString("");
        return type.substring(type.lastIndexOf(':') + 1);
    }

    private JsonNode field(String name) {
        var node = json().path(name);
        if (node.isMissingNode()) {
            throw new AssertionError("no " + name + " in " + this);
        }
        return node;
    }
}
