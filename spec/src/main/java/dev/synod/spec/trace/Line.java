package dev.synod.spec.trace;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line of a trace: what a node did, or how the cluster began. */
record Line(String text, JsonNode fields) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A vote that a line tells of. */
    record Vote(long slot, String ballot, String decree) {}

    static Line of(String text) {
        return new Line(text, JSON.readTree(text));
    }

    String action() {
        return string("action");
    }

    long node() {
        return number("node");
    }

    String ballot() {
        return string("ballot");
    }

    long slot() {
        return number("slot");
    }

    /** The last of its slots. */
    long lastSlot() {
        if (has("decrees")) {
            return slot() + decrees().size() - 1;
        }
        return has("through") ? number("through") : slot();
    }

    List<String> decrees() {
        var decrees = new ArrayList<String>();
        field("decrees").forEach(decree -> decrees.add(decree.stringValue()));
        return decrees;
    }

    List<Vote> votes() {
        var votes = new ArrayList<Vote>();
        field("votes")
                .forEach(vote -> votes.add(new Vote(
                        vote.required("slot").longValue(),
                        vote.required("ballot").stringValue(),
                        vote.required("decree").stringValue())));
        return votes;
    }

    List<Long> nodes(String name) {
        var nodes = new ArrayList<Long>();
        field(name).forEach(node -> nodes.add(node.longValue()));
        return nodes;
    }

    boolean is(String action) {
        return action().equals(action);
    }

    boolean has(String name) {
        return fields.has(name);
    }

    long number(String name) {
        return field(name).longValue();
    }

    String string(String name) {
        return field(name).stringValue();
    }

    private JsonNode field(String name) {
        if (!fields.has(name)) {
            throw new IllegalArgumentException("no " + name + " in " + text);
        }
        return fields.required(name);
    }
}
