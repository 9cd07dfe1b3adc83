package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The events of a node, page by page. */
final class Reading {

    private final InstanceProcess node;

    /** An event as it was read. */
    record Seen(long position, CausalStamp stamp) {}

    Reading(InstanceProcess node) {
        this.node = node;
    }

    /** The events of these topics by their ids; each stands there once, and its topic has no gap. */
    Map<String, Seen> all(List<String> topics) {
        var all = new HashMap<String, Seen>();
        for (var topic : topics) {
            long after = 0;
            while (true) {
                var page = node.get("/v1/topics/" + topic + "/events?limit=1000&after=" + after);
                assertThat(page.status()).as(page.body()).isEqualTo(200);
                for (var event : page.json().path("events")) {
                    assertThat(event.path("sequence").asLong()).isEqualTo(++after);
                    var seen = new Seen(event.path("position").asLong(), stamp(event.path("stamp")));
                    assertThat(all.put(event.path("id").asString(), seen)).as(event.toString()).isNull();
                }
                if (page.json().path("events").isEmpty()) {
                    break;
                }
            }
        }
        return all;
    }

    /** A stamp as the API writes it. */
    static CausalStamp stamp(JsonNode stamp) {
        var vector = new TreeMap<String, Long>();
        stamp.path("vector").properties().forEach(one -> vector.put(one.getKey(), one.getValue().asLong()));
        return new CausalStamp(
                stamp.path("process").asString(),
                new LamportClock(stamp.path("lamport").asLong()),
                VectorClock.from(vector));
    }
}
