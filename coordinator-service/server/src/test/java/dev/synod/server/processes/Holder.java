package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.CausalStamp;
import java.util.List;

/** A process that takes a lock in turn with others, and tells nobody anything but by that. */
final class Holder {

    private final InstanceProcess node;
    private final String session;

    Holder(InstanceProcess node, String process) {
        this.node = node;
        session = node.post("/v1/sessions", "{\"process\":\"" + process + "\",\"ttl\":\"10m\"}").text("id");
    }

    CausalStamp publishAlone() {
        var event = node.post("/v1/topics/turns/events", "{\"session\":\"" + session + "\",\"type\":\"t\",\"data\":1}");
        assertThat(event.status()).as(event.body()).isEqualTo(201);
        return Reading.stamp(event.json().path("stamp"));
    }

    /** What it published first and last while it held the lock. */
    List<CausalStamp> holdAndPublish(String hold) {
        var path = "/v1/locks/turns/holds/" + hold;
        var held = node.put(path, "{\"session\":\"" + session + "\",\"wait\":\"10s\"}");
        assertThat(held.status()).as(held.body()).isEqualTo(200);
        var published = List.of(publishAlone(), publishAlone());
        assertThat(node.delete(path).status()).isEqualTo(204);
        return published;
    }
}
