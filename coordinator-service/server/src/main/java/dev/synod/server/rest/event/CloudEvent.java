package dev.synod.server.rest.event;

import dev.synod.coordination.Event;
import dev.synod.coordination.name.EventId;
import dev.synod.server.shown.ShownEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An event in the JSON format of CloudEvents 1.0.
 *
 * <p>What counts is text: an Integer of CloudEvents has 32 bits, and positions and Lamport times outgrow that.
 */
final class CloudEvent {

    private CloudEvent() {}

    static Map<String, Object> of(Event event) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", event.id().toString());
        attributes.put("source", "/v1/topics/" + event.topic());
        attributes.put("type", event.type());
        event.key().filter(key -> !key.isEmpty()).ifPresent(key -> attributes.put("subject", key));
        attributes.put("time", event.publishedAt().toString());
        attributes.put("datacontenttype", "application/json");
        attributes.put("lamport", event.stamp().lamport().toString());
        attributes.put("vclock", event.stamp().vector().toString());
        attributes.put("sequence", "%020d".formatted(event.sequence()));
        attributes.put("position", event.position().toString());
        if (!event.causes().isEmpty()) {
            attributes.put(
                    "causationid",
                    event.causes().stream().map(EventId::toString).collect(Collectors.joining(",")));
        }
        attributes.put("data", ShownEvent.content(event.content()));
        return attributes;
    }
}
