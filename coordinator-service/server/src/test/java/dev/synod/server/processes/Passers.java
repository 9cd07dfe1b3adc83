package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Sessions one after the other: each knows what the one before knew, publishes, and ends. */
final class Passers {

    private static final JsonMapper JSON = new JsonMapper();

    private final InstanceProcess node;
    private String context = "lamport=0";
    private int largest;

    Passers(InstanceProcess node) {
        this.node = node;
    }

    /** The most components that a vector of an event had. */
    int largest() {
        return largest;
    }

    void pass(int sessions) throws IOException {
        try (var client = new LeanClient(node.port())) {
            for (int passer = 0; passer < sessions; passer++) {
                var opened = client.call("POST", "/v1/sessions", "{\"process\":\"passer\",\"ttl\":\"1m\"}");
                var session = JSON.readTree(opened.body()).path("id").asString();
                var published = client.call("POST", "/v1/topics/passing/events",
                        "{\"session\":\"" + session + "\",\"type\":\"passed\",\"data\":null}",
                        Map.of("Synod-Context", context));
                assertThat(published.status()).as(published.body()).isEqualTo(201);
                largest = Math.max(largest, JSON.readTree(published.body()).path("stamp").path("vector").size());
                context = published.context();
                assertThat(client.call("DELETE", "/v1/sessions/" + session, "").status()).isEqualTo(204);
            }
        }
    }

    long snapshotBytes() throws IOException {
        try (var client = new LeanClient(node.port())) {
            return client.call("GET", "/v1/cluster/snapshot", "").body().length();
        }
    }
}
